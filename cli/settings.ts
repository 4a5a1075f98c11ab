import { processEnvironment } from "@/lib/env";
import { dataDirectory, readDataDirectory } from "./data-directory";

/** Where the management API is, and the key to it; an empty variable counts as not set, the data directory helps out. */
export function settingsFromEnvironment(): { url: string; apiKey: string | undefined } {
  const { GATEHOUSE_URL: url, GATEHOUSE_API_KEY: apiKey } = processEnvironment();
  return {
    url: (url || findLocalUrl() || "http://127.0.0.1:4400").replace(/\/+$/, ""),
    apiKey: apiKey === "" ? undefined : apiKey,
  };
}

/** The instance that `npm run up` started here. One that belongs to somebody else is not ours to talk to. */
function findLocalUrl(): string | undefined {
  try {
    return readDataDirectory(dataDirectory()).url;
  } catch {
    return undefined;
  }
}
