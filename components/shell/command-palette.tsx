"use client";
import { useEffect, useEffectEvent, useState } from "react";
import { useRouter } from "next/navigation";
import { Command } from "cmdk";
import { Dialog as Radix } from "radix-ui";
import { SearchIcon } from "@/components/ui/icons";
import { Kbd } from "@/components/ui/kbd";

export type Found = { label: string; detail: string; href: string };
export type PaletteCommand = { label: string; href: string; hint?: string };

type CommandPaletteProps = {
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
  commands: readonly PaletteCommand[];
  /** Looks an id or a name up on the server: checks, references, providers, callback ids. */
  find: (text: string) => Promise<readonly Found[]>;
};

const ITEM =
  "flex h-10 items-center gap-3 rounded-md px-3 text-sm data-[selected=true]:bg-sunken dark:data-[selected=true]:bg-line coarse:h-12";
const HEADING =
  "[&_[cmdk-group-heading]]:px-3 [&_[cmdk-group-heading]]:py-1.5 [&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:text-muted";

/** Any id lands on its page; pages and actions by their words. */
export function CommandPalette({ isOpen, onOpenChange, commands, find }: CommandPaletteProps) {
  return (
    <Radix.Root open={isOpen} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 bg-veil data-[state=open]:animate-fade-in" />
        <Radix.Content
          aria-describedby={undefined}
          className="fixed top-[12vh] left-1/2 z-50 w-[min(600px,calc(100vw-24px))] -translate-x-1/2 overflow-hidden rounded-lg border border-line bg-raised shadow-float outline-none data-[state=open]:animate-pop-in"
        >
          <Radix.Title className="sr-only">Find any id, provider or action</Radix.Title>
          <Palette commands={commands} find={find} onDone={() => onOpenChange(false)} />
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

type PaletteProps = Pick<CommandPaletteProps, "commands" | "find"> & { onDone: () => void };

const FIND_AFTER_MS = 200;
const FIND_FROM_LENGTH = 3;

type FoundFor = { text: string; hits: readonly Found[] };

function useFound(text: string, find: PaletteProps["find"]) {
  const wanted = text.trim().length < FIND_FROM_LENGTH ? "" : text.trim();
  const [found, setFound] = useState<FoundFor>({ text: "", hits: [] });
  // Not a dependency: the page behind reads itself anew, and that must not look up everything again.
  const look = useEffectEvent(async () =>
    setFound({ text: wanted, hits: await find(wanted).catch(() => []) }),
  );
  useEffect(() => {
    if (wanted === "") return undefined;
    const timer = setTimeout(() => void look(), FIND_AFTER_MS);
    return () => clearTimeout(timer);
  }, [wanted]);
  return { found: wanted === "" ? [] : found.hits, isLooking: wanted !== "" && found.text !== wanted };
}

function Palette({ commands, find, onDone }: PaletteProps) {
  const router = useRouter();
  const [text, setText] = useState("");
  const { found, isLooking } = useFound(text, find);
  const needle = text.trim().toLowerCase();
  const fitting = commands.filter((command) => command.label.toLowerCase().includes(needle));
  const follow = (href: string) => {
    onDone();
    router.push(href);
  };
  return (
    <Command label="Find any id, provider or action" shouldFilter={false}>
      <div className="flex items-center gap-2.5 border-b border-line px-4">
        <SearchIcon className={isLooking ? "animate-breathe text-accent" : "text-muted"} />
        <Command.Input
          value={text}
          onValueChange={setText}
          placeholder="Paste any id, or type a provider or a page"
          className="h-12 min-w-0 flex-1 bg-transparent text-base outline-none placeholder:text-faint coarse:text-lg"
        />
        <Kbd>esc</Kbd>
      </div>
      <Command.List className="max-h-[50dvh] overflow-y-auto p-1.5">
        <Command.Empty className="px-3 py-8 text-center text-sm text-muted">
          {isLooking ? "Looking…" : "Nothing has this id or name in this tenant."}
        </Command.Empty>
        {found.length > 0 && (
          <Command.Group heading="Found" className={HEADING}>
            {found.map((hit) => (
              <Command.Item
                key={hit.href}
                value={hit.href}
                onSelect={() => follow(hit.href)}
                className={ITEM}
              >
                <span className="truncate">{hit.label}</span>
                <span className="ml-auto truncate font-mono text-xs text-muted">{hit.detail}</span>
              </Command.Item>
            ))}
          </Command.Group>
        )}
        {fitting.length > 0 && (
          <Command.Group heading="Go to" className={HEADING}>
            {fitting.map((command) => (
              <Command.Item
                key={command.href}
                value={command.href}
                onSelect={() => follow(command.href)}
                className={ITEM}
              >
                {command.label}
                {command.hint && <Kbd className="ml-auto">{command.hint}</Kbd>}
              </Command.Item>
            ))}
          </Command.Group>
        )}
      </Command.List>
    </Command>
  );
}
