import type { HttpExchange } from "@/lib/egress/http-exchange";
import type { ConfigDocument } from "@/lib/protocol/config-document";
import type { ProtocolError, ProtocolWarning } from "@/lib/protocol/error-type";
import type { Outcome } from "@/lib/protocol/outcome";

/** What a connector can be asked for; also the `operation` of a recorded exchange. `token`: a call for an access token. */
export const CONNECTOR_OPERATIONS = [
  "start",
  "poll",
  "webhook",
  "cancel",
  "search",
  "download",
  "token",
] as const;
export type ConnectorOperation = (typeof CONNECTOR_OPERATIONS)[number];

/** One call to the provider as it may be stored: secrets and credentials are already replaced. */
export type RecordedExchange = { operation: ConnectorOperation; attempt: number; exchange: HttpExchange };

/** An image of the check's input, downloaded before `start` (PROTOCOL 10.11). */
export type ConnectorImage = {
  id: string;
  documentId: string | null;
  imageType: string | null;
  contentType: string;
  size: number;
  /** Reads the stored bytes; may be called more than once. */
  read(): Promise<Uint8Array>;
};

/** The check a provider is called for. Everything a mapping may see is here; nothing is read from elsewhere. */
export type ConnectorCall = {
  document: ConfigDocument;
  /** `check_input` as Maxsight sent it. */
  input: Record<string, unknown>;
  /** `provider_config` filled with defaults. */
  config: Record<string, unknown>;
  /** `provider_credentials`: the customer's, never stored or logged by a connector. */
  credentials: Record<string, unknown> | null;
  /** The provider's own secrets by name. */
  secrets: Record<string, string>;
  customData: Record<string, unknown>;
  /** `null`: a live check. Non-null goes to the demo connector, whatever the provider's kind. */
  demoResult: string | null;
  /** The same for every repetition of this operation on this check. */
  idempotencyKey: string;
  /** Epoch ms after which the answer is of no use; a connector gives up before. */
  deadlineMs: number;
  nowMs: number;
  images?: readonly ConnectorImage[];
};

/** What an earlier `pending` outcome left: the provider's name for the check and the connector's own state (JSON). */
export type ConnectorProgress = { providerReference: string | null; state: unknown };

/** Every answer carries the calls that were made for it, in order, so that they can be shown and stored. */
export type Answered = {
  outcome: Outcome;
  exchanges: RecordedExchange[];
  /**
   * Set when the provider could not be asked (no answer, 429 or 5xx that the mapping does not explain): asking again later
   * may help, although `outcome` already says `PROVIDER_CONNECTION`. `retryAfterMs` is the provider's own wish.
   */
  transient: { retryAfterMs: number | null } | null;
};

export type CancelAnswered = {
  /** `true`: the provider has ended the check, or did not know it any more. */
  cancelled: boolean;
  errors: ProtocolError[];
  warnings: ProtocolWarning[];
  exchanges: RecordedExchange[];
};

export type ConnectorQuery = Omit<ConnectorCall, "input" | "customData" | "images"> & {
  /** `search_input` (PROTOCOL 10.8). */
  query: Record<string, unknown>;
};

export type SearchAnswered = {
  /** Candidates best match first, not yet checked against PROTOCOL 10.8. */
  candidates: unknown[];
  errors: ProtocolError[];
  warnings: ProtocolWarning[];
  providerData?: unknown;
  exchanges: RecordedExchange[];
};

/** `download_info` of PROTOCOL 10.7. */
export type DownloadWish = {
  fileReference: string;
  downloadType: "FILE" | "IMAGE";
  imageType: string | null;
  fileType: string | null;
};

export type DownloadedFile = {
  contentType: string;
  fileName: string | null;
  /** Throws `EgressError` when the provider breaks off or the file is larger than allowed. */
  bytes: AsyncIterable<Uint8Array>;
};

export type DownloadAnswered = {
  /** `null` exactly when `errors` is not empty. */
  file: DownloadedFile | null;
  errors: ProtocolError[];
  exchanges: RecordedExchange[];
};

/** A webhook as it arrived; nothing in it is trusted before `receive` says so. */
export type WebhookDelivery = {
  method: string;
  /** Path and query as requested. */
  target: string;
  /** Lower-case names. */
  headers: Record<string, string | string[] | undefined>;
  rawBody: Uint8Array;
  /** The peer's IP address as the web process determined it. */
  remoteAddress: string | null;
  receivedAtMs: number;
};

/** Closed list of reasons why a webhook was not believed; shown to operators, never to the sender. */
export type WebhookRefusal =
  | "not_configured"
  | "secret_missing"
  | "signature_missing"
  | "signature_mismatch"
  | "timestamp_missing"
  | "timestamp_outside_tolerance"
  | "credentials_mismatch"
  | "address_not_listed"
  | "body_unreadable"
  | "mapping_failed";

/** `next` says what the lifecycle does: map this delivery (`readWebhook`) or ask the provider (`poll`). */
export type WebhookVerdict =
  | {
      verdict: "accepted";
      /** The provider's id of the event; `null` where it has none: deduplicate by the body's hash. */
      eventId: string | null;
      /** Which check it is about; `null`: nothing in it names one. */
      providerReference: string | null;
      next: "map" | "poll";
    }
  | { verdict: "refused"; reason: WebhookRefusal; explanation: string };

/** `outcome: null`: the event says nothing about the result (a heartbeat, an intermediate state). */
export type WebhookAnswered = { outcome: Outcome | null };

/**
 * How a provider is called. A kind implements the operations its template needs. Provider trouble is never thrown: it is
 * an outcome `errors` with a type of PROTOCOL 9.3. Safe to repeat only as far as the provider is; `idempotencyKey` is
 * offered to it.
 */
export type Connector = {
  start: (call: ConnectorCall) => Promise<Answered>;
  poll?: (call: ConnectorCall, progress: ConnectorProgress) => Promise<Answered>;
  cancel?: (call: ConnectorCall, progress: ConnectorProgress) => Promise<CancelAnswered>;
  search?: (query: ConnectorQuery) => Promise<SearchAnswered>;
  download?: (
    call: ConnectorCall,
    progress: ConnectorProgress,
    wish: DownloadWish,
  ) => Promise<DownloadAnswered>;
  /** Verifies and identifies a delivery without knowing the check: fast, no call leaves. Fails closed. */
  receive?: (delivery: WebhookDelivery, secrets: Record<string, string>) => Promise<WebhookVerdict>;
  /** Maps a delivery that `receive` accepted, in the context of its check. */
  readWebhook?: (
    call: ConnectorCall,
    progress: ConnectorProgress,
    delivery: WebhookDelivery,
  ) => Promise<WebhookAnswered>;
};
