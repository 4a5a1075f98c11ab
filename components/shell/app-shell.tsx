"use client";
import { useCallback, useState, type ReactNode } from "react";
import { LiveProvider } from "@/components/live/live-provider";
import { TimeProvider } from "@/components/ui/time-context";
import { TooltipProvider } from "@/components/ui/tooltip";
import { formatCount } from "@/lib/format/text";
import { CommandPalette, type Found } from "./command-palette";
import type { NavItem } from "./nav";
import { Rail } from "./rail";
import { ShortcutHelp } from "./shortcut-help";
import { StatusStrip } from "./status-strip";
import type { TenantChoice } from "./tenant-menu";
import { TopBar } from "./top-bar";
import type { ShellFacts } from "./shell-facts";
import { tenantNotices } from "./system-notices";
import { useHealth } from "./use-health";
import { useShellFacts } from "./use-shell-facts";
import { useShortcuts } from "./use-shortcuts";
import type { SignedIn } from "./user-menu";

export type AppShellProps = {
  items: readonly NavItem[];
  tenant: TenantChoice;
  tenants: readonly TenantChoice[];
  user: SignedIn;
  /** At the foot of the rail. */
  version: string;
  isRailFolded: boolean;
  /** The zone chosen before, and the server's clock when it drew the page. */
  zone: string;
  renderedAtMs: number;
  facts: ShellFacts;
  find: (text: string) => Promise<readonly Found[]>;
  onSignOut: () => void;
  children: ReactNode;
};

const YEAR_SECONDS = 31_536_000;

/** Preferences of the looks live in cookies, so that the server draws the page right the first time. */
function remember(name: string, value: string): void {
  document.cookie = `${name}=${encodeURIComponent(value)}; path=/; max-age=${YEAR_SECONDS}; samesite=lax`;
}

/** The frame of every signed-in page. */
export function AppShell(props: AppShellProps) {
  return (
    <LiveProvider url={`/api/live/${props.tenant.slug}`}>
      <Shell {...props} />
    </LiveProvider>
  );
}

function Shell({
  items: places,
  tenant,
  tenants,
  user,
  version,
  find,
  onSignOut,
  children,
  ...initial
}: AppShellProps) {
  const [isFolded, setIsFolded] = useState(initial.isRailFolded);
  const [isFinding, setIsFinding] = useState(false);
  const [isHelping, setIsHelping] = useState(false);
  const path = `/${tenant.slug}`;
  const facts = useShellFacts(initial.facts, `/api/live${path}/facts`);
  const items = withBadge(places, facts.attention);
  const notices = [...useHealth(path), ...tenantNotices(facts, path)];
  const openFind = useCallback(() => setIsFinding(true), []);
  const openHelp = useCallback(() => setIsHelping(true), []);
  useShortcuts({ items, onFind: openFind, onHelp: openHelp });
  const fold = () => {
    remember("gh_rail", isFolded ? "open" : "folded");
    setIsFolded(!isFolded);
  };
  return (
    <TooltipProvider delayDuration={250} skipDelayDuration={400}>
      <TimeProvider
        initialZone={initial.zone}
        renderedAtMs={initial.renderedAtMs}
        onZoneChange={(zone) => remember("gh_zone", zone)}
      >
        <SkipLink />
        <div data-rail={isFolded ? "folded" : "open"} className="group/shell flex min-h-dvh">
          <Rail
            items={items}
            version={`${version} · ${notices.length === 0 ? "all systems well" : "see the notice"}`}
            isFolded={isFolded}
            onFold={fold}
          />
          <div className="flex min-w-0 flex-1 flex-col">
            <TopBar
              items={items}
              tenant={tenant}
              tenants={tenants}
              user={user}
              onFind={openFind}
              onHelp={openHelp}
              onSignOut={onSignOut}
            />
            <main
              id="main"
              tabIndex={-1}
              className="mx-auto w-full max-w-[1600px] min-w-0 flex-1 px-4 pt-5 pb-16 outline-none md:px-6"
            >
              <StatusStrip notices={notices} />
              {children}
            </main>
          </div>
        </div>
        <ShortcutHelp isOpen={isHelping} onOpenChange={setIsHelping} items={items} />
        <CommandPalette
          isOpen={isFinding}
          onOpenChange={setIsFinding}
          find={find}
          commands={items.map(({ label, href, key }) => ({
            label,
            href,
            ...(key ? { hint: `g ${key}` } : {}),
          }))}
        />
      </TimeProvider>
    </TooltipProvider>
  );
}

function withBadge(items: readonly NavItem[], attention: ShellFacts["attention"]): NavItem[] {
  if (attention === null || attention.count === 0) return [...items];
  const badge = `${formatCount(attention.count)}${attention.isCapped ? "+" : ""}`;
  return items.map((item) => (item.icon === "attention" ? { ...item, badge } : item));
}

function SkipLink() {
  return (
    <a
      href="#main"
      className="fixed top-2 left-2 z-50 -translate-y-16 rounded-md bg-accent px-3 py-1.5 text-sm font-medium text-accent-ink focus-visible:translate-y-0"
    >
      Skip to the content
    </a>
  );
}
