"use client";
import { useState } from "react";
import { LiveLight } from "@/components/live/live-light";
import { Button } from "@/components/ui/button";
import { Dialog, DialogTrigger, SheetContent } from "@/components/ui/dialog";
import { MenuIcon, SearchIcon } from "@/components/ui/icons";
import { Kbd } from "@/components/ui/kbd";
import type { NavItem } from "./nav";
import { NavList } from "./rail";
import { TenantMenu, type TenantChoice } from "./tenant-menu";
import { ThemeMenu } from "./theme-menu";
import { UserMenu, type SignedIn } from "./user-menu";
import { ZoneMenu } from "./zone-menu";

type TopBarProps = {
  items: readonly NavItem[];
  tenant: TenantChoice;
  tenants: readonly TenantChoice[];
  user: SignedIn;
  onFind: () => void;
  onHelp: () => void;
  onSignOut: () => void;
};

/** Tenant at the left; search, zone, theme and account at the right. 48 px, stays in view. */
export function TopBar({ items, tenant, tenants, user, onFind, onHelp, onSignOut }: TopBarProps) {
  return (
    <header className="sticky top-0 z-30 flex h-12 items-center gap-1 border-b border-line bg-surface px-2 md:px-3">
      <NavSheet items={items} />
      <TenantMenu current={tenant} tenants={tenants} />
      <button
        type="button"
        onClick={onFind}
        aria-keyshortcuts="Control+K"
        className="ml-auto hidden h-[30px] w-full max-w-85 items-center justify-between gap-2 rounded-md border border-line-strong bg-canvas px-2.5 text-sm text-faint transition-colors hover:border-faint md:flex"
      >
        <span className="truncate">Find any id, provider or action</span>
        <Kbd>Ctrl K</Kbd>
      </button>
      <div className="ml-auto flex items-center md:ml-1">
        <Button variant="ghost" isIcon aria-label="Find" onClick={onFind} className="md:hidden">
          <SearchIcon />
        </Button>
        <LiveLight />
        <ZoneMenu />
        <Button
          variant="ghost"
          isIcon
          aria-label="Keyboard shortcuts"
          aria-keyshortcuts="?"
          onClick={onHelp}
          className="max-md:hidden"
        >
          <span aria-hidden="true">?</span>
        </Button>
        <ThemeMenu />
        <UserMenu user={user} onSignOut={onSignOut} />
      </div>
    </header>
  );
}

function NavSheet({ items }: { items: readonly NavItem[] }) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <Dialog open={isOpen} onOpenChange={setIsOpen}>
      <DialogTrigger asChild>
        <Button variant="ghost" isIcon aria-label="Open the navigation" className="md:hidden">
          <MenuIcon />
        </Button>
      </DialogTrigger>
      <SheetContent side="left" title="Gatehouse">
        <div className="px-2">
          <NavList items={items} onFollow={() => setIsOpen(false)} />
        </div>
      </SheetContent>
    </Dialog>
  );
}
