import type { MaxsightEnvironment } from "@/lib/protocol/environment";

/** A signing key without its secret. Times are ISO 8601. */
export type KeyItem = {
  id: string;
  keyId: string;
  environment: MaxsightEnvironment;
  apiBaseUrl: string;
  state: "active" | "retiring" | "revoked";
  retiresAt: string | null;
  createdAt: string;
  lastUsedAt: string | null;
  configFetch: { at: string; version: number | null; isCurrent: boolean } | null;
};
