import type { CheckTemplate } from "@/lib/protocol/check-template";
import type { CheckType } from "@/lib/protocol/check-type";

export type ProviderStatus = "draft" | "live" | "paused" | "retired";

/** What the validation suite last said about the published version, and the newest version that passed. */
export type ProviderValidation = { result: "passed" | "failed" | "not_run"; greenVersion: number | null };

/** One provider as lists show it. Times are ISO 8601. */
export type ProviderItem = {
  id: string;
  slug: string;
  name: string;
  status: ProviderStatus;
  resumeAt: string | null;
  url: string;
  checkType: CheckType;
  template: CheckTemplate;
  connector: string;
  version: number;
  updatedAt: string;
};
