"use client";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { ChevronDownIcon } from "@/components/ui/icons";
import { Menu, MenuContent, MenuItem, MenuSeparator, MenuTrigger } from "@/components/ui/menu";
import { CloneDialog, type CloneProvider } from "./clone-dialog";
import type { ProviderItem } from "./provider-item";
import { RetireDialog, type RetireProvider } from "./retire-dialog";

type ProviderMenuProps = {
  /** Path of the list: `/acme/providers`. */
  path: string;
  provider: ProviderItem;
  canAct: boolean;
  clone: CloneProvider;
  retire: RetireProvider;
};

/** What is done to a provider as a whole, and seldom. */
export function ProviderMenu({ path, provider, canAct, clone, retire }: ProviderMenuProps) {
  const [open, setOpen] = useState<"clone" | "retire" | null>(null);
  const shown = (which: "clone" | "retire") => ({
    isOpen: open === which,
    onOpenChange: (isOpen: boolean) => setOpen(isOpen ? which : null),
  });
  return (
    <>
      <Menu>
        <MenuTrigger asChild>
          <Button>
            More
            <ChevronDownIcon size={14} />
          </Button>
        </MenuTrigger>
        <MenuContent>
          <MenuItem asChild>
            <a href={`${path}/${provider.slug}/export`} download>
              Export as YAML
            </a>
          </MenuItem>
          {canAct && <MenuItem onSelect={() => setOpen("clone")}>Clone…</MenuItem>}
          {canAct && provider.status !== "retired" && (
            <>
              <MenuSeparator />
              <MenuItem isDangerous onSelect={() => setOpen("retire")}>
                Retire…
              </MenuItem>
            </>
          )}
        </MenuContent>
      </Menu>
      <CloneDialog provider={provider} path={path} clone={clone} {...shown("clone")} />
      <RetireDialog provider={provider} retire={retire} {...shown("retire")} />
    </>
  );
}
