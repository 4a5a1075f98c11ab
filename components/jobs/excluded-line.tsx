import { formatCount } from "@/lib/format/text";

type ExcludedLineProps<Kind extends string> = {
  excluded: readonly { kind: Kind; count: number }[];
  texts: Record<Kind, (count: string) => string>;
};

/** What a filter finds that the action leaves alone anyway; nothing where there is none. */
export function ExcludedLine<Kind extends string>({ excluded, texts }: ExcludedLineProps<Kind>) {
  const found = excluded.filter(({ count }) => count > 0);
  if (found.length === 0) return null;
  return (
    <p className="text-sm text-pretty text-muted">
      Not among them: {found.map(({ kind, count }) => texts[kind](formatCount(count))).join(", ")}.
    </p>
  );
}
