import type { Metadata } from "next";
import type { ReactNode } from "react";
import { cookies } from "next/headers";
import type { NavItem } from "@/components/shell/nav";
import { isZone } from "@/lib/format/clock";
import { sentenceCase } from "@/lib/format/text";
import packageFile from "@/package.json";
import { openConsole } from "../open-console";
import { ConsoleShell } from "./console-shell";
import { find } from "./find";

type TenantLayoutProps = { params: Promise<{ tenant: string }>; children: ReactNode };

export async function generateMetadata({ params }: TenantLayoutProps): Promise<Metadata> {
  const { tenant } = await openConsole((await params).tenant);
  return { title: { default: tenant.name, template: `%s · ${tenant.name} · Gatehouse` } };
}

export default async function TenantLayout({ params, children }: TenantLayoutProps) {
  const { user, tenant, memberships, ctx } = await openConsole((await params).tenant);
  const chosen = await cookies();
  const zone = chosen.get("gh_zone")?.value ?? "UTC";
  return (
    <ConsoleShell
      items={navItems(tenant.slug)}
      tenant={{ slug: tenant.slug, name: tenant.name }}
      tenants={memberships.map(({ slug, name }) => ({ slug, name }))}
      user={{ name: user.name || user.email, email: user.email, role: sentenceCase(tenant.role) }}
      version={packageFile.version}
      isRailFolded={chosen.get("gh_rail")?.value === "folded"}
      zone={isZone(zone) ? zone : "UTC"}
      renderedAtMs={ctx.now().getTime()}
      find={find.bind(null, tenant.slug)}
    >
      {children}
    </ConsoleShell>
  );
}

function navItems(slug: string): NavItem[] {
  return [
    { label: "Overview", href: `/${slug}`, icon: "overview", key: "o" },
    { label: "Checks", href: `/${slug}/checks`, icon: "checks", key: "c" },
    { label: "Notifications", href: `/${slug}/notifications`, icon: "notifications", key: "n" },
    { label: "Providers", href: `/${slug}/providers`, icon: "providers", key: "p" },
  ];
}
