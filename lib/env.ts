import { z } from "zod";
import { MisconfiguredError } from "@/lib/errors";

const flag = (fallback: boolean) =>
  z
    .enum(["1", "0", "true", "false", "on", "off"])
    .transform((value) => value === "1" || value === "true" || value === "on")
    .default(fallback);

const list = z
  .string()
  .default("")
  .transform((text) => text.split(",").flatMap((part) => (part.trim() === "" ? [] : [part.trim()])));

/** At most a hundred years, so that a date computed from it stays one. */
const days = (fallback: number, min = 1) => z.coerce.number().int().min(min).max(36_525).default(fallback);

const Settings = z.object({
  NODE_ENV: z.enum(["production", "development", "test"]).default("production"),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }),
  DATABASE_OWNER_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  DATABASE_POOL: z.coerce.number().int().min(2).max(200).default(20),
  TEMPORAL_ADDRESS: z.string().default("127.0.0.1:7233"),
  TEMPORAL_NAMESPACE: z.string().default("default"),
  TEMPORAL_API_KEY: z.string().optional(),
  TEMPORAL_TLS: flag(false),
  TEMPORAL_UI_URL: z.url().optional(),
  GATEHOUSE_ROOT_KEY: z.string().optional(),
  AUTH_SECRET: z.string().min(32).optional(),
  GATEHOUSE_PUBLIC_URL: z.url().optional(),
  GATEHOUSE_DATA_DIR: z.string().default(".gatehouse"),
  HOST: z.string().default("127.0.0.1"),
  PORT: z.coerce.number().int().min(0).max(65535).default(4400),
  EGRESS_ALLOW: list,
  GATEHOUSE_PATH_PREFIX: z
    .string()
    .regex(/^(\/[^/]+)*$/, "must be empty or start with / and not end with it")
    .default(""),
  GATEHOUSE_TRUST_FORWARDED_HOST: flag(false),
  GATEHOUSE_TRUSTED_PROXIES: list,
  GATEHOUSE_SIGN_RESPONSES: flag(true),
  GATEHOUSE_PROTOCOL_DOOR: z.enum(["direct", "next"]).default("direct"),
  SHUTDOWN_GRACE_SECONDS: z.coerce.number().int().min(4).max(300).default(25),
  METRICS_TOKEN: z.string().min(16).optional(),
  WORKER_METRICS_HOST: z.string().default("127.0.0.1"),
  WORKER_METRICS_PORT: z.coerce.number().int().min(0).max(65535).default(9464),
  RETAIN_BODIES_DAYS: days(90),
  RETAIN_ATTEMPTS_DAYS: days(396),
  RETAIN_AUDIT_DAYS: days(2557, 366),
  WORKER_CONCURRENCY: z.coerce.number().int().min(1).max(1000).default(50),
  LOG_LEVEL: z.enum(["trace", "debug", "info", "warn", "error", "fatal", "silent"]).default("info"),
});

/** Every setting of the product, parsed. `.env.example` documents each; a test keeps the two equal. */
export type Settings = z.output<typeof Settings>;

/** The names of all settings, for the test that compares them with `.env.example`. */
export const SETTING_NAMES: readonly string[] = Object.keys(Settings.shape);

let cached: Settings | undefined;

/**
 * The settings of this process, parsed once. Throws MisconfiguredError that names each wrong setting, never
 * its value: values can be secrets.
 */
export function env(): Settings {
  cached ??= parseSettings(process.env);
  return cached;
}

/**
 * The raw environment, for the `gatehouse` command: it reads GATEHOUSE_URL and GATEHOUSE_API_KEY, which are no
 * settings of the server, and adds what the data directory knows before it parses the rest.
 */
export function processEnvironment(): Readonly<Record<string, string | undefined>> {
  return process.env;
}

/** Parses settings from any source; an empty string counts as not set, as in a compose file. */
export function parseSettings(source: Record<string, string | undefined>): Settings {
  const present = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ""));
  const parsed = Settings.safeParse(present);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
  throw new MisconfiguredError(`Settings cannot be used: ${problems.join("; ")}. See .env.example.`);
}

/**
 * What a production process cannot do without. Development and tests get these from `npm run up`, which
 * generates them into the data directory; nothing here has a default that works.
 */
export function requireProductionSettings(settings: Settings): void {
  const required = ["GATEHOUSE_ROOT_KEY", "AUTH_SECRET", "GATEHOUSE_PUBLIC_URL"] as const;
  const missing = required.filter((name) => settings[name] === undefined);
  if (missing.length > 0) {
    throw new MisconfiguredError(
      `Set ${missing.join(", ")} before starting. See .env.example for how to make them.`,
    );
  }
}

/**
 * next-auth reads its own address from NEXTAUTH_URL and from nowhere else. It is not a setting of ours: it follows
 * from GATEHOUSE_PUBLIC_URL, and a request's Host header must never stand in for it.
 */
export function tellNextAuthItsUrl(publicUrl: string): void {
  process.env.NEXTAUTH_URL = new URL(publicUrl).origin;
}
