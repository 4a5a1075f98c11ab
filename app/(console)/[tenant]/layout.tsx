import type { Metadata } from "next";
import type { ReactNode } from "react";
import { cookies } from "next/headers";
import { isZone } from "@/lib/format/clock";
import { sentenceCase } from "@/lib/format/text";
import packageFile from "@/package.json";
import { findConsole, openConsole } from "../open-console";
import { ConsoleShell } from "./console-shell";
import { find } from "./find";
import { navItems } from "./nav-items";
import { readShellFacts } from "./shell-facts";

type TenantLayoutProps = { params: Promise<{ tenant: string }>; children: ReactNode };

export async function generateMetadata({ params }: TenantLayoutProps): Promise<Metadata> {
  const found = await findConsole((await params).tenant);
  if (found === null) return { title: "Not found" };
  const { tenant } = found;
  return { title: { default: tenant.name, template: `%s · ${tenant.name} · Gatehouse` } };
}

export default async function TenantLayout({ params, children }: TenantLayoutProps) {
  const { user, tenant, memberships, ctx } = await openConsole((await params).tenant);
  const [chosen, facts] = await Promise.all([cookies(), readShellFacts(ctx)]);
  const zone = chosen.get("gh_zone")?.value ?? "UTC";
  return (
    <ConsoleShell
      items={navItems(tenant.slug)}
      facts={facts}
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
