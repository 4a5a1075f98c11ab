"use client";
import { useFilters } from "@/components/data-table/use-filters";
import { Button } from "@/components/ui/button";
import { ChevronDownIcon } from "@/components/ui/icons";
import {
  Menu,
  MenuContent,
  MenuLabel,
  MenuRadioGroup,
  MenuRadioItem,
  MenuSeparator,
  MenuTrigger,
} from "@/components/ui/menu";
import { ATTENTION_SEARCH } from "./attention-search";
import { OWNER_NAMES, OWNERS, type Owner } from "./attention-view";

/** Whose items, and whether those that sleep or were dismissed. */
export function AttentionFilters({ owner, show }: { owner: Owner; show: "open" | "hidden" }) {
  const { change } = useFilters(ATTENTION_SEARCH);
  return (
    <Menu>
      <MenuTrigger asChild>
        <Button>
          {OWNER_NAMES[owner]}
          {show === "hidden" && ", hidden"}
          <ChevronDownIcon size={14} />
        </Button>
      </MenuTrigger>
      <MenuContent>
        <MenuRadioGroup value={owner} onValueChange={(value) => change("owner", value)}>
          {OWNERS.map((choice) => (
            <MenuRadioItem key={choice} value={choice}>
              {OWNER_NAMES[choice]}
            </MenuRadioItem>
          ))}
        </MenuRadioGroup>
        <MenuSeparator />
        <MenuLabel>Show</MenuLabel>
        <MenuRadioGroup value={show} onValueChange={(value) => change("show", value)}>
          <MenuRadioItem value="open">Open items</MenuRadioItem>
          <MenuRadioItem value="hidden">Snoozed and dismissed</MenuRadioItem>
        </MenuRadioGroup>
      </MenuContent>
    </Menu>
  );
}
