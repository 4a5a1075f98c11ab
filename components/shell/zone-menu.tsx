"use client";
import { formatZone } from "@/lib/format/clock";
import { Button } from "@/components/ui/button";
import { ChevronDownIcon } from "@/components/ui/icons";
import {
  Menu,
  MenuContent,
  MenuLabel,
  MenuRadioGroup,
  MenuRadioItem,
  MenuTrigger,
} from "@/components/ui/menu";
import { useTimeSettings } from "@/components/ui/time-context";

function localZone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** The zone every time on the page is written in. */
export function ZoneMenu() {
  const { zone, setZone } = useTimeSettings();
  return (
    <Menu>
      <MenuTrigger asChild>
        <Button
          variant="ghost"
          aria-label={`Time zone: ${formatZone(zone)}`}
          className="hidden md:inline-flex"
        >
          {formatZone(zone)}
          <ChevronDownIcon size={12} />
        </Button>
      </MenuTrigger>
      <MenuContent>
        <MenuLabel>Times are written in</MenuLabel>
        <ZoneChoices zone={zone} onChoose={setZone} />
      </MenuContent>
    </Menu>
  );
}

function ZoneChoices({ zone, onChoose }: { zone: string; onChoose: (zone: string) => void }) {
  const local = localZone();
  const choices = [...new Set(["UTC", local, zone])];
  return (
    <MenuRadioGroup value={zone} onValueChange={onChoose}>
      {choices.map((choice) => (
        <MenuRadioItem key={choice} value={choice}>
          {choice === "UTC" ? "UTC" : choice.replaceAll("_", " ")}
          {choice === local && choice !== "UTC" && <span className="text-muted">this device</span>}
        </MenuRadioItem>
      ))}
    </MenuRadioGroup>
  );
}
