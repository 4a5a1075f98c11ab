import type { SignatureFailure } from "@/lib/protocol/signature/signature-verdict";
import type { SigningKey } from "@/lib/protocol/signature/secret";
import type { Answer, ReferenceCheck } from "./reference-state";

type Json = Record<string, unknown>;

export type ReferenceOptions = {
  /** Base64; default: bytes 00…1f. */
  secret?: string;
  checkType?: string;
  template?: string;
  features?: string[];
  /** Where callbacks go: the receiver's URL. Without it none are sent. */
  maxsightUrl?: () => string;
  /** How often a poll is pending before it is final. */
  pendingPolls?: number;
  /** First delay of the notify ladder; doubles with every attempt. */
  retryMs?: number;
  /** Defects: verdicts that are let through, by reason and endpoint. */
  forgive?: (failure: SignatureFailure, operation: string) => boolean;
  /** Defects: what is answered instead. */
  alter?: (
    operation: string,
    answer: Answer,
    context: { request: Json; check: ReferenceCheck | null },
  ) => Answer;
  /** Defects: how a callback is sent; null sends none. */
  alterCallback?: (callback: {
    path: string;
    body: Json;
    headers?: Json;
  }) => { path: string; body: Json } | null;
  callbackKey?: SigningKey;
  signsResponses?: boolean;
  /** Where external resources of demo results point to. */
  resourceUrl?: string;
  /** Defects of the door. */
  refusalStatus?: number;
  refusesAlgorithm?: "hs2019" | "hmac-sha256";
  refusesGarbageOnMetadata?: boolean;
  verifiesAnyTarget?: boolean;
  callbackDateSuffix?: string;
  /** Peculiarities: no ready is needed before the callback; host must be signed. */
  callsBackFromStart?: boolean;
  requiresHost?: boolean;
};
