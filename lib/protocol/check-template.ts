import { z } from "zod";

/** The message sequences of PROTOCOL 7. MONITORED_POLLING is legacy (7.6). */
export const CHECK_TEMPLATES = [
  "ONE_TIME_SYNCHRONOUS",
  "ONE_TIME_POLLING",
  "ONE_TIME_CALLBACK",
  "MONITORED_CALLBACK",
  "MONITORED_POLLING",
] as const;
export type CheckTemplate = (typeof CHECK_TEMPLATES)[number];

/** Whether results go on coming after the first one (PROTOCOL 7.4, 7.6). */
export function isMonitored(template: CheckTemplate): boolean {
  return template === "MONITORED_CALLBACK" || template === "MONITORED_POLLING";
}

/** What a form offers for new integrations (PROTOCOL 7.6, OPEN 37). */
export const OFFERED_CHECK_TEMPLATES = CHECK_TEMPLATES.filter((template) => template !== "MONITORED_POLLING");

const Seconds = z.int("must be a whole number of seconds").positive("must be at least 1 second");
const PhaseSeconds = z.record(z.string(), Seconds);

/** Both documented forms may stand side by side (PROTOCOL 6.3, OPEN 11). */
const CALLBACK_TIMEOUTS = {
  request_timeout: Seconds.optional(),
  callback_timeout: Seconds.optional(),
  request_timeouts: PhaseSeconds.optional(),
  callback_timeouts: PhaseSeconds.optional(),
};

export const PollingStrategy = z.strictObject({
  type: z.literal("UNIFORM"),
  initial_interval: z.int().nonnegative(),
  polling_interval: z.int().positive(),
  max_polls: z.int().positive(),
});
export type PollingStrategy = z.infer<typeof PollingStrategy>;

/** `check_template` as we emit it: the documented forms only (PROTOCOL 6.3). */
export const CheckTemplateDocument = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("ONE_TIME_SYNCHRONOUS"), timeout: Seconds.nullable().optional() }),
  z.strictObject({ type: z.literal("ONE_TIME_POLLING"), polling_strategy: PollingStrategy.optional() }),
  z.strictObject({ type: z.literal("ONE_TIME_CALLBACK"), ...CALLBACK_TIMEOUTS }),
  z.strictObject({ type: z.literal("MONITORED_CALLBACK"), ...CALLBACK_TIMEOUTS }),
  z.strictObject({
    type: z.literal("MONITORED_POLLING"),
    polling_strategy: PollingStrategy.optional(),
    monitoring_strategy: z
      .strictObject({ type: z.literal("UNIFORM"), update_interval: z.int().positive() })
      .optional(),
    request_timeouts: PhaseSeconds.optional(),
  }),
]);
export type CheckTemplateDocument = z.infer<typeof CheckTemplateDocument>;

/** Every number a template may leave out, filled in. All in seconds except `maxPolls`. */
export type TemplateTimings = {
  timeoutSeconds: number;
  requestTimeoutSeconds: (phase?: string) => number;
  callbackTimeoutSeconds: (phase?: string) => number;
  initialIntervalSeconds: number;
  pollingIntervalSeconds: number;
  maxPolls: number;
  updateIntervalSeconds: number;
};

const DEFAULT_TIMEOUT_SECONDS = 60;
/** Nothing is documented; these are the numbers of the official references (PROTOCOL 8). */
const DEFAULT_POLLING = { initial_interval: 120, polling_interval: 30, max_polls: 10 };
const DEFAULT_UPDATE_INTERVAL_SECONDS = 120;

/**
 * Reads the timings of any form of PROTOCOL 6.3, ours or another integration's: singular and plural timeouts, the 2020
 * `timeout`, polling strategy as an object or flattened. Precedence: phase key, `default`, singular, `timeout`, 60.
 * Never throws; what is not a usable number is taken as absent.
 */
export function templateTimings(template: unknown): TemplateTimings {
  const raw = asObject(template);
  const timeout = positive(raw["timeout"]);
  const strategy = typeof raw["polling_strategy"] === "string" ? raw : asObject(raw["polling_strategy"]);
  const forPhase = (plural: unknown, singular: unknown) => (phase?: string) => {
    const phases = asObject(plural);
    const ofPhase = phase === undefined ? null : positive(phases[phase]);
    return ofPhase ?? positive(phases["default"]) ?? positive(singular) ?? timeout ?? DEFAULT_TIMEOUT_SECONDS;
  };
  return {
    timeoutSeconds: timeout ?? DEFAULT_TIMEOUT_SECONDS,
    requestTimeoutSeconds: forPhase(raw["request_timeouts"], raw["request_timeout"]),
    callbackTimeoutSeconds: forPhase(raw["callback_timeouts"], raw["callback_timeout"]),
    initialIntervalSeconds: notNegative(strategy["initial_interval"]) ?? DEFAULT_POLLING.initial_interval,
    pollingIntervalSeconds: notNegative(strategy["polling_interval"]) ?? DEFAULT_POLLING.polling_interval,
    maxPolls: positive(strategy["max_polls"]) ?? DEFAULT_POLLING.max_polls,
    updateIntervalSeconds:
      positive(asObject(raw["monitoring_strategy"])["update_interval"]) ?? DEFAULT_UPDATE_INTERVAL_SECONDS,
  };
}

/** The template named by a received `check_template`, whatever else it holds; null when unknown. */
export function checkTemplateOf(template: unknown): CheckTemplate | null {
  const type = asObject(template)["type"];
  return CHECK_TEMPLATES.find((known) => known === type) ?? null;
}

/** Copied without a prototype, so that a phase called `constructor` finds nothing. */
function asObject(value: unknown): Record<string, unknown> {
  const isObject = typeof value === "object" && value !== null;
  return Object.assign(Object.create(null) as Record<string, unknown>, isObject ? value : {});
}

const notNegative = (value: unknown) =>
  typeof value === "number" && Number.isFinite(value) && value >= 0 ? value : null;
const positive = (value: unknown) => (value === 0 ? null : notNegative(value));
