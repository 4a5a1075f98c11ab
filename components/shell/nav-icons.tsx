import type { Icon, IconProps } from "@/components/ui/icons";

/** The same 16-unit line icons as `ui/icons`, for places of the navigation only. */
function line(name: string, d: string): Icon {
  function Drawn({ size = 16, ...rest }: IconProps) {
    return (
      <svg
        width={size}
        height={size}
        viewBox="0 0 16 16"
        fill="none"
        stroke="currentColor"
        strokeWidth={1.5}
        strokeLinecap="round"
        strokeLinejoin="round"
        aria-hidden="true"
        focusable="false"
        {...rest}
      >
        <path d={d} />
      </svg>
    );
  }
  Drawn.displayName = name;
  return Drawn;
}

export const AttentionIcon = line("AttentionIcon", "M3 14.5V2M3 2.5h9.5L10.4 6l2.1 3.5H3");
export const MonitoredIcon = line(
  "MonitoredIcon",
  "M1.5 8S4 3.5 8 3.5 14.5 8 14.5 8 12 12.5 8 12.5 1.5 8 1.5 8ZM8 6.2a1.8 1.8 0 1 0 0 3.6 1.8 1.8 0 0 0 0-3.6",
);
export const InboundIcon = line(
  "InboundIcon",
  "M8 1.5v6M5.3 5 8 7.7 10.7 5M2 9.5h3l1 2h4l1-2h3v3a1 1 0 0 1-1 1H3a1 1 0 0 1-1-1v-3Z",
);
export const JobsIcon = line(
  "JobsIcon",
  "M2 5.2 8 2l6 3.2L8 8.4 2 5.2ZM2 8.2l6 3.2 6-3.2M2 11.2l6 3.2 6-3.2",
);
export const SimulatorIcon = line(
  "SimulatorIcon",
  "M3.5 2.5h9A1.5 1.5 0 0 1 14 4v8a1.5 1.5 0 0 1-1.5 1.5h-9A1.5 1.5 0 0 1 2 12V4a1.5 1.5 0 0 1 1.5-1.5ZM6.7 5.6v4.8L10.6 8 6.7 5.6Z",
);
export const SignatureIcon = line(
  "SignatureIcon",
  "M2 13.5h12M3 10.5c1.5-5 3-7.5 4.2-7.5 1.8 0-.2 7 1.3 7 1 0 1.4-2.2 2.2-2.2.7 0 .5 1.7 2.3 1.7",
);
