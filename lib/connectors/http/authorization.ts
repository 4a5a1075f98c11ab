import type { ProtocolError } from "@/lib/protocol/error-type";
import type { Answered, ConnectorCall, ConnectorQuery, RecordedExchange } from "../connector";
import type { Built, BuiltRequest } from "./build-request";
import type { ExpressionContext } from "./context";

/** A request that says whose it is. `secrets`: what it carries beyond the call's own, to be kept out of records. */
export type Authorized = {
  request: BuiltRequest;
  secrets: readonly string[];
  recorded: RecordedExchange[];
  /** Set where the proof was an older one: forgets it, so that the next one is new. */
  renew: (() => void) | null;
};

/** Why there is no proof; nothing was sent to the operation's own address. */
export type Unauthorized = {
  error: ProtocolError;
  recorded: RecordedExchange[];
  transient: Answered["transient"];
};

export type Authorizing = {
  built: Built;
  call: ConnectorCall | ConnectorQuery;
  context: ExpressionContext;
  timeoutMs: number;
};
