import { apiBaseUrlOf, MAXSIGHT_ENVIRONMENTS } from "@/lib/protocol/environment";

const NAMES: Readonly<Record<string, string>> = {
  eu: "EU",
  "eu-staging": "EU staging",
  us: "US",
  ae: "UAE",
  "ae-staging": "UAE staging",
};

/** What people call a Maxsight host: its environment, or the address of a custom one. */
export function hostName(apiBaseUrl: string): string {
  const environment = MAXSIGHT_ENVIRONMENTS.find(
    (candidate) => candidate !== "custom" && apiBaseUrlOf(candidate) === apiBaseUrl,
  );
  return environment === undefined
    ? apiBaseUrl.replace(/^https?:\/\//, "")
    : (NAMES[environment] ?? environment);
}
