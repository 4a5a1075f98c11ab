import type { ComponentType, ReactNode, SVGProps } from "react";

export type IconProps = Omit<SVGProps<SVGSVGElement>, "children"> & { size?: number };
export type Icon = ComponentType<IconProps>;

/** 16-unit line icons, 1.5 thick, in the colour of the text. Hidden from screen readers: words say it. */
function icon(name: string, drawing: ReactNode): Icon {
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
        {drawing}
      </svg>
    );
  }
  Drawn.displayName = name;
  return Drawn;
}

const path = (d: string) => <path d={d} />;

export const OverviewIcon = icon("OverviewIcon", path("M2 13.5h12M4 11V7.5M8 11V3M12 11V5.5"));
export const ChecksIcon = icon(
  "ChecksIcon",
  path("M7 4h7M7 8h7M7 12h7M1.8 4l1 1 1.7-2M1.8 8l1 1 1.7-2M1.8 12l1 1 1.7-2"),
);
export const NotificationsIcon = icon(
  "NotificationsIcon",
  path("M14 2.5 7 9.2M14 2.5 9.8 14 7 9.2 2 6.7 14 2.5Z"),
);
export const ProvidersIcon = icon(
  "ProvidersIcon",
  path("M5.5 2v3M10.5 2v3M3.5 5h9v2.5a4.5 4.5 0 0 1-9 0V5ZM8 12v2.5"),
);
export const SearchIcon = icon(
  "SearchIcon",
  <>
    <circle cx="7" cy="7" r="4.5" />
    <path d="m13.5 13.5-3.2-3.2" />
  </>,
);
export const SunIcon = icon(
  "SunIcon",
  <>
    <circle cx="8" cy="8" r="3" />
    <path d="M8 1v1M8 14v1M1 8h1M14 8h1M3.05 3.05l.7.7M12.25 12.25l.7.7M3.05 12.95l.7-.7M12.25 3.75l.7-.7" />
  </>,
);
export const MoonIcon = icon("MoonIcon", path("M13.5 9.6A5.8 5.8 0 0 1 6.4 2.5a5.8 5.8 0 1 0 7.1 7.1Z"));
export const SystemThemeIcon = icon(
  "SystemThemeIcon",
  <>
    <circle cx="8" cy="8" r="5.5" />
    <path d="M8 2.5a5.5 5.5 0 0 1 0 11Z" fill="currentColor" />
  </>,
);
export const ChevronDownIcon = icon("ChevronDownIcon", path("m4 6 4 4 4-4"));
export const ChevronRightIcon = icon("ChevronRightIcon", path("m6 4 4 4-4 4"));
export const ArrowUpIcon = icon("ArrowUpIcon", path("M8 13V3M4 7l4-4 4 4"));
export const ArrowDownIcon = icon("ArrowDownIcon", path("M8 3v10M4 9l4 4 4-4"));
export const ArrowRightIcon = icon("ArrowRightIcon", path("M2.5 8h11M9.5 4l4 4-4 4"));
export const ArrowLeftIcon = icon("ArrowLeftIcon", path("M13.5 8h-11M6.5 4l-4 4 4 4"));
export const CopyIcon = icon(
  "CopyIcon",
  <>
    <rect x="5.5" y="5.5" width="8" height="8" rx="1.5" />
    <path d="M10.5 3.2v-.2a1 1 0 0 0-1-1H3a1 1 0 0 0-1 1v6.5a1 1 0 0 0 1 1h.2" />
  </>,
);
export const TickIcon = icon("TickIcon", path("m3 8.5 3.2 3.2L13 4.5"));
export const CrossIcon = icon("CrossIcon", path("m4 4 8 8M12 4l-8 8"));
export const PlusIcon = icon("PlusIcon", path("M8 3v10M3 8h10"));
export const MenuIcon = icon("MenuIcon", path("M2 4h12M2 8h12M2 12h12"));
export const WarningIcon = icon("WarningIcon", path("M8 2.2 14.5 13.5h-13L8 2.2ZM8 6.5v3.2M8 11.6v.1"));
export const RefusedIcon = icon(
  "RefusedIcon",
  <>
    <rect x="3.4" y="3.4" width="9.2" height="9.2" rx="1" transform="rotate(45 8 8)" />
    <path d="M8 5.2v3.2M8 10.6v.1" />
  </>,
);
export const InfoIcon = icon(
  "InfoIcon",
  <>
    <circle cx="8" cy="8" r="6" />
    <path d="M8 7.3v3.4M8 5.1v.1" />
  </>,
);
export const PauseIcon = icon("PauseIcon", path("M5.5 3.5v9M10.5 3.5v9"));
export const ColumnsIcon = icon(
  "ColumnsIcon",
  <>
    <rect x="2" y="2.5" width="12" height="11" rx="1.5" />
    <path d="M6 2.5v11M10 2.5v11" />
  </>,
);
export const DensityIcon = icon("DensityIcon", path("M2 3h12M2 6.3h12M2 9.7h12M2 13h12"));
export const FoldIcon = icon(
  "FoldIcon",
  <>
    <rect x="2" y="2.5" width="12" height="11" rx="1.5" />
    <path d="M6 2.5v11" />
  </>,
);
export const SignOutIcon = icon(
  "SignOutIcon",
  path("M6.5 2.5h-3a1 1 0 0 0-1 1v9a1 1 0 0 0 1 1h3M10.5 5 13.5 8l-3 3M13.5 8H6.5"),
);

/** The mark: a door frame with a second, narrower one standing in it. */
export function BrandMark({ size = 18 }: { size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 18 18"
      fill="none"
      aria-hidden="true"
      className="text-accent"
    >
      <rect x="1" y="1" width="16" height="16" rx="3.5" stroke="currentColor" strokeWidth="2" />
      <path
        d="M6 17V8.2A1.7 1.7 0 0 1 7.7 6.5h2.6A1.7 1.7 0 0 1 12 8.2V17"
        stroke="currentColor"
        strokeWidth="2"
      />
    </svg>
  );
}
