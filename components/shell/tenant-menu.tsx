"use client";
import Link from "next/link";
import { ChevronDownIcon, TickIcon } from "@/components/ui/icons";
import { Menu, MenuContent, MenuItem, MenuLabel, MenuTrigger } from "@/components/ui/menu";

export type TenantChoice = { slug: string; name: string };

type TenantMenuProps = { current: TenantChoice; tenants: readonly TenantChoice[] };

/** Which tenant this page is of; a menu only for who is in more than one. */
export function TenantMenu({ current, tenants }: TenantMenuProps) {
  if (tenants.length < 2) return <span className="min-w-0 truncate px-2 font-medium">{current.name}</span>;
  return (
    <Menu>
      <MenuTrigger className="flex h-8 min-w-0 items-center gap-1.5 rounded-md px-2 font-medium transition-colors hover:bg-sunken">
        <span className="truncate">{current.name}</span>
        <ChevronDownIcon size={12} className="shrink-0 text-muted" />
      </MenuTrigger>
      <MenuContent align="start">
        <MenuLabel>Tenant</MenuLabel>
        {tenants.map((tenant) => (
          <MenuItem key={tenant.slug} asChild>
            <Link href={`/${tenant.slug}`}>
              {tenant.name}
              {tenant.slug === current.slug && <TickIcon size={14} className="ml-auto text-accent" />}
            </Link>
          </MenuItem>
        ))}
      </MenuContent>
    </Menu>
  );
}
