import type { IntegrationCall, IntegrationClient } from "@/lib/simulator/client";
import type { Integration } from "@/lib/simulator/integration";
import type { Arrival, Receiver } from "@/lib/simulator/receiver";
import type { DemoRuns } from "./demo-runs";

export type AlgorithmName = "hs2019" | "hmac-sha256";

/** What every test works with: the integration as it was read, and the runs that tests share. */
export type SuiteContext = {
  /** As the user gave it, before a slash was added. */
  givenUrl: string;
  client: IntegrationClient;
  /** The check type chosen at registration; null when nobody chose. */
  expectedCheckType: string | null;
  metadata: IntegrationCall;
  config: IntegrationCall;
  integration: Integration;
  /** The name under which the integration accepts HMAC-SHA-256; hs2019 unless it refuses that. */
  algorithm: AlgorithmName;
  receiver: Receiver;
  /** Calls to the receiver that were refused, whatever check they were meant for. */
  strayArrivals: readonly Arrival[];
  demo: DemoRuns;
};

/** Long enough for any answer of a correct integration; a test is not a check. */
export const TEST_TIMEOUT_MS = 30_000;
