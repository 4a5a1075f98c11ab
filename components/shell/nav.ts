import { ChecksIcon, NotificationsIcon, OverviewIcon, ProvidersIcon, type Icon } from "@/components/ui/icons";
import {
  AttentionIcon,
  InboundIcon,
  JobsIcon,
  MonitoredIcon,
  SignatureIcon,
  SimulatorIcon,
} from "./nav-icons";

export type NavIcon =
  | "overview"
  | "attention"
  | "checks"
  | "monitored"
  | "notifications"
  | "inbound"
  | "providers"
  | "jobs"
  | "simulator"
  | "signature";

export type NavItem = {
  label: string;
  href: string;
  icon: NavIcon;
  /** How many need a person, in words of the badge: `12`, `1,000+`. */
  badge?: string;
  /** The second letter of its `g …` shortcut. */
  key?: string;
};

export const NAV_ICONS: Record<NavIcon, Icon> = {
  overview: OverviewIcon,
  attention: AttentionIcon,
  checks: ChecksIcon,
  monitored: MonitoredIcon,
  notifications: NotificationsIcon,
  inbound: InboundIcon,
  providers: ProvidersIcon,
  jobs: JobsIcon,
  simulator: SimulatorIcon,
  signature: SignatureIcon,
};

/** Whether `pathname` is the page of the item or below it; everything is below the overview, which is only itself. */
export function isCurrent(item: NavItem, pathname: string, items: readonly NavItem[]): boolean {
  if (pathname === item.href) return true;
  if (item.icon === "overview" || !pathname.startsWith(`${item.href}/`)) return false;
  return !items.some((other) => other.href.length > item.href.length && isCurrent(other, pathname, []));
}
