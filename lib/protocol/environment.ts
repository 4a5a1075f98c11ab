/** Where a signing key's Maxsight lives. `custom` brings its own base URL: sandboxes and the simulator. */
export const MAXSIGHT_ENVIRONMENTS = ["eu", "eu-staging", "us", "ae", "ae-staging", "custom"] as const;
export type MaxsightEnvironment = (typeof MAXSIGHT_ENVIRONMENTS)[number];

const API_BASE_URLS: Record<Exclude<MaxsightEnvironment, "custom">, string> = {
  eu: "https://api.eu.maxsight.com",
  "eu-staging": "https://api.stg-eu.maxsight.com",
  us: "https://api.us.maxsight.com",
  ae: "https://api.ae.maxsight.com",
  "ae-staging": "https://api.stg-ae.maxsight.com",
};

/**
 * The base to which `/integrations/v1/…` is appended (PROTOCOL 17), without a trailing slash. null exactly when the
 * environment is `custom` and no base URL is given.
 */
export function apiBaseUrlOf(environment: Exclude<MaxsightEnvironment, "custom">): string;
export function apiBaseUrlOf(environment: MaxsightEnvironment, customBaseUrl?: string | null): string | null;
export function apiBaseUrlOf(environment: MaxsightEnvironment, customBaseUrl?: string | null): string | null {
  if (environment !== "custom") return API_BASE_URLS[environment];
  return customBaseUrl == null || customBaseUrl === "" ? null : withoutTrailingSlashes(customBaseUrl);
}

function withoutTrailingSlashes(url: string): string {
  let end = url.length;
  while (end > 0 && url.charAt(end - 1) === "/") end -= 1;
  return url.slice(0, end);
}

/** The Maxsight endpoints an integration calls (PROTOCOL 4, 10.9 to 10.11), relative to the API base URL. */
export const MAXSIGHT_PATHS = {
  callbacks: "/integrations/v1/callbacks",
  monitoredNotify: "/integrations/v1/monitored_notify",
  image: (imageId: string) => `/integrations/v1/images/${encodeURIComponent(imageId)}`,
} as const;
