import type { NavItem } from "@/components/shell/nav";

/** The places of a tenant in the order of the rail. */
export function navItems(slug: string): NavItem[] {
  const at = (place: string) => `/${slug}/${place}`;
  return [
    { label: "Overview", href: `/${slug}`, icon: "overview", key: "o" },
    { label: "Needs attention", href: at("attention"), icon: "attention", key: "a" },
    { label: "Checks", href: at("checks"), icon: "checks", key: "c" },
    { label: "Monitored", href: at("monitored"), icon: "monitored", key: "m" },
    { label: "Notifications", href: at("notifications"), icon: "notifications", key: "n" },
    { label: "Inbound", href: at("inbound"), icon: "inbound", key: "i" },
    { label: "Providers", href: at("providers"), icon: "providers", key: "p" },
    { label: "Jobs", href: at("jobs"), icon: "jobs", key: "j" },
    { label: "Simulator", href: at("simulator"), icon: "simulator", key: "s" },
    { label: "Signatures", href: at("signature"), icon: "signature", key: "v" },
  ];
}
