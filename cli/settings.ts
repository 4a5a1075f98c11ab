import { processEnvironment } from "@/lib/env";

/** Where the management API is, and the key to it; an empty variable counts as not set. */
export function settingsFromEnvironment(): { url: string; apiKey: string | undefined } {
  const { GATEHOUSE_URL: url, GATEHOUSE_API_KEY: apiKey } = processEnvironment();
  return {
    url: (url || "http://127.0.0.1:4400").replace(/\/+$/, ""),
    apiKey: apiKey === "" ? undefined : apiKey,
  };
}
