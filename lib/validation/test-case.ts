/** A failed `must` keeps the integration out of Maxsight; a failed `should` is advice (PROTOCOL 14.2). */
export type Severity = "must" | "should";

/** `not_supported`: the integration says so, and may. `skipped`: another test's failure makes this one meaningless. */
export type TestOutcome = "passed" | "failed" | "not_supported" | "skipped";

export type GroupName = "Connection" | "Security" | "Configuration" | "Demo checks" | "Template";

/** What a test found. `sent` and `received` are for a person: one line each, without credentials. */
export type Verdict = {
  outcome: TestOutcome;
  sent: string | null;
  received: string | null;
  /** How to mend it; null when nothing is to be mended. */
  hint: string | null;
};

export type ValidationTest = Verdict & {
  /** `V` and the number of PROTOCOL 14.2, with what distinguishes it: `V6.checks`, `V30.NO_MATCHES`. */
  id: string;
  group: GroupName;
  /** A sentence that is true when the test passes. */
  title: string;
  severity: Severity;
};

/** A test before it has run. */
export type TestCase = Pick<ValidationTest, "id" | "group" | "title" | "severity"> & {
  run: () => Promise<Verdict>;
};

/** The groups in the order of the report, with what each is about (PROTOCOL 14.1). */
export const GROUPS: ReadonlyArray<{ name: GroupName; description: string }> = [
  { name: "Connection", description: "Checks that we can connect to the integration and fetch its metadata" },
  { name: "Security", description: "Checks that only requests signed with the shared secret are accepted" },
  { name: "Configuration", description: "Checks that the configuration document can be read and is valid" },
  { name: "Demo checks", description: "Checks the answers to every demo result of the check type" },
  { name: "Template", description: "Checks the sequence of calls that the check template asks for" },
];

type Exchanged = { sent?: string | null; received?: string | null };

export const passed = (exchanged: Exchanged = {}): Verdict => verdict("passed", exchanged, null);

export const failed = (exchanged: Exchanged, hint: string): Verdict => verdict("failed", exchanged, hint);

export const skipped = (why: string): Verdict => verdict("skipped", {}, why);

export const notSupported = (exchanged: Exchanged, hint: string): Verdict =>
  verdict("not_supported", exchanged, hint);

const verdict = (outcome: TestOutcome, exchanged: Exchanged, hint: string | null): Verdict => ({
  outcome,
  sent: exchanged.sent ?? null,
  received: exchanged.received ?? null,
  hint,
});
