import type { CheckType } from "@/lib/protocol/check-type";
import type { MaxsightEnvironment } from "@/lib/protocol/environment";
import type { Decision } from "@/lib/protocol/states";
import type { Wait } from "@/lib/services/checks";
import type { CheckFacts } from "./check-words";

/** For whom or what a check waits. ISO time. */
export type WaitItem = Omit<Wait, "until"> & { until: string | null };

/** One check as lists show it. No personal data. Times are ISO 8601. */
export type CheckItem = CheckFacts & {
  id: string;
  maxsightId: string;
  reference: string;
  providerName: string;
  providerReference: string | null;
  checkType: CheckType;
  environment: MaxsightEnvironment;
  version: number;
  isDemo: boolean;
  decision: Decision | null;
  errorType: string | null;
  createdAt: string;
  resultAt: string | null;
  finishedAt: string | null;
  /** Null when it has ended for everybody. */
  wait: WaitItem | null;
};
