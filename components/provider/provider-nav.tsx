import Link from "next/link";
import { cn } from "@/components/ui/cn";

export type ProviderTab = "overview" | "connector" | "contract" | "edit" | "versions" | "health" | "tests";

type ProviderNavProps = {
  /** Path of the provider: `/acme/providers/acme-identity`. */
  path: string;
  active: ProviderTab;
  /** Whether the person may change the provider. */
  canEdit: boolean;
};

const TABS: readonly { tab: ProviderTab; label: string; below: string }[] = [
  { tab: "overview", label: "Overview", below: "" },
  { tab: "connector", label: "Connector", below: "?tab=connector" },
  { tab: "contract", label: "Maxsight contract", below: "?tab=contract" },
  { tab: "edit", label: "Edit", below: "/edit" },
  { tab: "versions", label: "Versions", below: "/versions" },
  { tab: "health", label: "Health", below: "/health" },
  { tab: "tests", label: "Validation", below: "/tests" },
];

/** The parts of a provider, each with an address; scrolls sideways when narrow. */
export function ProviderNav({ path, active, canEdit }: ProviderNavProps) {
  return (
    <nav
      aria-label="Parts of this provider"
      className="-mx-4 mb-3.5 flex gap-5 overflow-x-auto px-4 shadow-[inset_0_-1px_0_var(--line)] [scrollbar-width:none] md:mx-0 md:px-0"
    >
      {TABS.filter(({ tab }) => tab !== "edit" || canEdit).map(({ tab, label, below }) => (
        <Link
          key={tab}
          href={`${path}${below}`}
          {...(tab === active ? { "aria-current": "page" } : {})}
          className={cn(
            "flex h-8 shrink-0 items-center border-b-2 border-transparent whitespace-nowrap text-muted transition-colors hover:text-ink focus-visible:rounded-sm focus-visible:-outline-offset-2 aria-[current]:border-accent aria-[current]:font-medium aria-[current]:text-ink coarse:h-11",
          )}
        >
          {label}
        </Link>
      ))}
    </nav>
  );
}
