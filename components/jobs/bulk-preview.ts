/** What a bulk action acts on, as it travels to the server: the filter of a list, or ids. */
export type BulkFilter = { readonly [name: string]: string | readonly string[] | BulkFilter };

export type BulkPreview<Kind extends string> = {
  total: number;
  isTooMany: boolean;
  /** The most a second, for each host or provider. */
  ratePerSecond: number;
  conflicts: readonly { kind: Kind; count: number }[];
};

export type BulkDecision<Kind extends string> = {
  filter: BulkFilter;
  exclude: readonly Kind[];
  reason: string;
  confirmedTotal: number;
  ratePerSecond: number;
  /** In how many hours it begins; 0: at once. */
  startsInHours: number;
};

export type Previewed<Preview> = { ok: true; preview: Preview } | { ok: false; message: string };
/** `href` of the job that was made. */
export type JobMade = { ok: true; href: string } | { ok: false; message: string };

export type BulkActions<Kind extends string, Preview extends BulkPreview<Kind>> = {
  preview: (filter: BulkFilter) => Promise<Previewed<Preview>>;
  create: (decision: BulkDecision<Kind>) => Promise<JobMade>;
};

/** What speaks against some of them, and what happens to those that stay in. */
export type ConflictText = { leave: (count: string) => string; hint: string; tag: string };

/** Above this many the number has to be typed. */
export const TYPE_ABOVE = 100;

/** How many stay in. */
export function totalWithout<Kind extends string>(
  preview: BulkPreview<Kind>,
  exclude: readonly Kind[],
): number {
  return preview.conflicts
    .filter(({ kind }) => exclude.includes(kind))
    .reduce((total, { count }) => total - count, preview.total);
}

const NAMED = 3;

/** The first few by name: "Acme, Quay, Harbour and 4 more". */
export function namesText(names: readonly string[]): string {
  const more = names.length - NAMED;
  return more <= 0 ? names.join(", ") : `${names.slice(0, NAMED).join(", ")} and ${more} more`;
}

/** Why a bulk action refuses what it was asked for. */
export const NARROW_FIRST =
  "It must name a provider, a state, a window, or up to 1,000 rows: without one it would mean everything.";

/** In how many hours a job can be told to begin: now, or when a host is quiet. */
export const STARTS: readonly number[] = [0, 1, 4, 12, 24];

/** The paces a person can choose from: the most, or gentler for a host that has just come back. */
export function pacesUpTo(most: number): number[] {
  return [...new Set([most, 10, 5, 2, 1])].filter((pace) => pace <= most);
}

/** How long so many take at a pace, in milliseconds: the longest line of one host or provider decides. */
export function durationAt(lines: readonly { count: number }[], ratePerSecond: number): number {
  const longest = Math.max(0, ...lines.map(({ count }) => count));
  return Math.max(1, Math.ceil(longest / ratePerSecond)) * 1_000;
}
