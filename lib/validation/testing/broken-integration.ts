import type { ReferenceOptions } from "./reference-options";

/** An integration with one defect, and the tests that must fail because of it: those and no others. */
export type BrokenIntegration = { defect: string; options: ReferenceOptions; fails: string[] };
