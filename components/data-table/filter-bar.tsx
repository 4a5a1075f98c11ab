"use client";
import { Chip, FilterChip } from "@/components/ui/chip";
import { PlusIcon } from "@/components/ui/icons";
import {
  Menu,
  MenuContent,
  MenuRadioGroup,
  MenuRadioItem,
  MenuSub,
  MenuSubContent,
  MenuSubTrigger,
  MenuTrigger,
} from "@/components/ui/menu";

export type FilterOption = { value: string; label: string };

export type Filter = {
  id: string;
  name: string;
  options: readonly FilterOption[];
  /** Null: not in force. */
  value: string | null;
  /** Always in force, cannot be taken away: the time window. */
  isMandatory?: boolean;
};

type FilterBarProps = { filters: readonly Filter[]; onChange: (id: string, value: string | null) => void };

/** Filters as chips: those in force, and one chip that adds another. */
export function FilterBar({ filters, onChange }: FilterBarProps) {
  const inForce = filters.filter((filter) => filter.value !== null);
  const others = filters.filter((filter) => filter.value === null && filter.options.length > 0);
  return (
    <>
      {inForce.map((filter) => (
        <FilterChip
          key={filter.id}
          name={filter.name}
          value={filter.options.find((option) => option.value === filter.value)?.label ?? filter.value}
          menu={
            <MenuContent align="start">
              <Options filter={filter} onChange={onChange} />
            </MenuContent>
          }
          {...(filter.isMandatory ? {} : { onRemove: () => onChange(filter.id, null) })}
        />
      ))}
      {others.length > 0 && (
        <Menu>
          <MenuTrigger asChild>
            <Chip variant="add">
              <PlusIcon size={12} /> Filter
            </Chip>
          </MenuTrigger>
          <MenuContent align="start">
            {others.map((filter) => (
              <MenuSub key={filter.id}>
                <MenuSubTrigger>{filter.name}</MenuSubTrigger>
                <MenuSubContent>
                  <Options filter={filter} onChange={onChange} />
                </MenuSubContent>
              </MenuSub>
            ))}
          </MenuContent>
        </Menu>
      )}
    </>
  );
}

function Options({ filter, onChange }: { filter: Filter; onChange: FilterBarProps["onChange"] }) {
  return (
    <MenuRadioGroup value={filter.value ?? ""} onValueChange={(value) => onChange(filter.id, value)}>
      {filter.options.map((option) => (
        <MenuRadioItem key={option.value} value={option.value}>
          {option.label}
        </MenuRadioItem>
      ))}
    </MenuRadioGroup>
  );
}
