"use client";
import { Button } from "@/components/ui/button";
import { SignOutIcon } from "@/components/ui/icons";
import { Menu, MenuContent, MenuItem, MenuSeparator, MenuTrigger } from "@/components/ui/menu";

export type SignedIn = { name: string; email: string; role: string };

type UserMenuProps = { user: SignedIn; onSignOut: () => void };

function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/);
  return `${words[0]?.[0] ?? ""}${words.length > 1 ? (words.at(-1)?.[0] ?? "") : ""}`.toUpperCase();
}

/** Who is signed in, as what, and the way out. */
export function UserMenu({ user, onSignOut }: UserMenuProps) {
  return (
    <Menu>
      <MenuTrigger asChild>
        <Button variant="ghost" isIcon aria-label={`Account of ${user.name}`} className="rounded-full">
          <span className="grid size-6 place-items-center rounded-full bg-accent-weak text-2xs font-semibold text-accent">
            {initialsOf(user.name)}
          </span>
        </Button>
      </MenuTrigger>
      <MenuContent className="max-w-72">
        <div className="px-2 py-1.5">
          <p className="truncate text-sm font-medium">{user.name}</p>
          <p className="truncate text-xs text-muted">{user.email}</p>
          <p className="mt-1 text-xs text-muted">{user.role}</p>
        </div>
        <MenuSeparator />
        <MenuItem onSelect={onSignOut}>
          <SignOutIcon size={14} className="text-muted" />
          Sign out
        </MenuItem>
      </MenuContent>
    </Menu>
  );
}
