import { z } from "zod";
import { ProviderSlug } from "../providers";

const Json = z.record(z.string(), z.unknown());

/** What Maxsight is played against: a provider of the tenant with a key of its own, or any integration. */
export const SimulationTarget = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("provider"), slug: ProviderSlug }),
  z.strictObject({
    kind: z.literal("url"),
    url: z.string().max(2_000),
    secret: z.string().max(200),
    /** Where this machine listens for its callbacks; null: on any free port, which it cannot know. */
    port: z.int().min(1024).max(65_535).nullable(),
  }),
]);
export type SimulationTarget = z.output<typeof SimulationTarget>;

export const StartSimulationInput = z.strictObject({
  target: SimulationTarget,
  /** null is a live check: the provider behind the integration is called. */
  demoResult: z.string().min(1).max(100).nullable(),
  /** null: a sample that fits the check type. */
  checkInput: Json.nullable(),
  /** null: sample values for demo checks, none for live ones. Never kept beyond the run. */
  credentials: Json.nullable(),
  /** `name` or `name=value`, as on the command line. */
  faults: z.array(z.string().max(100)).max(20),
  checks: z.int().min(1).max(50),
  /** Waits of the sequence are multiplied by this. */
  timeScale: z.number().min(0).max(10),
  /** How long a callback may take to arrive. */
  deadlineSeconds: z.int().min(1).max(900),
});
export type StartSimulationInput = z.output<typeof StartSimulationInput>;
