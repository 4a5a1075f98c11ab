"use client";
import { Button } from "@/components/ui/button";
import { ColumnsIcon, DensityIcon } from "@/components/ui/icons";
import { Menu, MenuCheckboxItem, MenuContent, MenuLabel, MenuTrigger } from "@/components/ui/menu";
import type { Density } from "./use-table-view";

type Choosable = { id: string; name: string; isVisible: boolean; toggle: () => void };

type ViewControlsProps = {
  columns: readonly Choosable[];
  density: Density;
  onDensity: (next: Density) => void;
};

/** Which columns, and how dense. Not drawn where rows fold: there both are decided by the width. */
export function ViewControls({ columns, density, onDensity }: ViewControlsProps) {
  const isCompact = density === "compact";
  return (
    <div className="hidden gap-1 md:flex">
      <Button
        variant="ghost"
        size="sm"
        isIcon
        aria-pressed={isCompact}
        aria-label="Compact rows"
        title={isCompact ? "Comfortable rows" : "Compact rows"}
        className="aria-pressed:bg-sunken aria-pressed:text-ink"
        onClick={() => onDensity(isCompact ? "comfortable" : "compact")}
      >
        <DensityIcon size={14} />
      </Button>
      <Menu>
        <MenuTrigger asChild>
          <Button variant="ghost" size="sm">
            <ColumnsIcon size={14} />
            Columns
          </Button>
        </MenuTrigger>
        <MenuContent>
          <MenuLabel>Columns of this list</MenuLabel>
          {columns.map((column) => (
            <MenuCheckboxItem
              key={column.id}
              checked={column.isVisible}
              onCheckedChange={column.toggle}
              onSelect={(event) => event.preventDefault()}
            >
              {column.name}
            </MenuCheckboxItem>
          ))}
        </MenuContent>
      </Menu>
    </div>
  );
}
