"use client";
import { useFilters } from "@/components/data-table/use-filters";
import { Button } from "@/components/ui/button";
import { ChevronDownIcon } from "@/components/ui/icons";
import { Menu, MenuContent, MenuRadioGroup, MenuRadioItem, MenuTrigger } from "@/components/ui/menu";
import { OVERVIEW_SEARCH, PERIOD_OPTIONS } from "./period";

/** Which span of time the overview is about; in the URL. */
export function PeriodPicker() {
  const { search, change, isStale } = useFilters(OVERVIEW_SEARCH);
  const label = PERIOD_OPTIONS.find((option) => option.value === search.period)?.label;
  return (
    <Menu>
      <MenuTrigger asChild>
        <Button aria-busy={isStale || undefined}>
          {label} <ChevronDownIcon size={12} />
        </Button>
      </MenuTrigger>
      <MenuContent>
        <MenuRadioGroup value={search.period} onValueChange={(value) => change("period", value)}>
          {PERIOD_OPTIONS.map((option) => (
            <MenuRadioItem key={option.value} value={option.value}>
              {option.label}
            </MenuRadioItem>
          ))}
        </MenuRadioGroup>
      </MenuContent>
    </Menu>
  );
}
