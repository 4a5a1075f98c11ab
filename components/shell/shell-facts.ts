/** A breaker that is not closed; `slug` of the provider it guards, none for a Maxsight host. Times are ISO 8601. */
export type OpenBreaker = {
  id: string;
  name: string;
  parked: number;
  nextProbeAt: string | null;
} & ({ kind: "host"; slug: null } | { kind: "provider"; slug: string });

/** What the frame of a page knows of its tenant. Null: it could not be read. */
export type ShellFacts = {
  readAtMs: number;
  attention: { count: number; isCapped: boolean } | null;
  breakers: readonly OpenBreaker[];
  /** How far the clocks of Gatehouse and its database are apart. */
  clockSkewMs: number | null;
};
