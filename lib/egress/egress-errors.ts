/** Why a call that leaves the house did not bring a complete answer. Closed: every member has an explanation below. */
export type EgressErrorCode =
  | "url_invalid"
  | "request_invalid"
  | "scheme_refused"
  | "credentials_in_url"
  | "port_refused"
  | "address_refused"
  | "dns_failed"
  | "connect_refused"
  | "connect_timeout"
  | "unreachable"
  | "tls_failed"
  | "timeout"
  | "reset"
  | "response_too_large"
  | "protocol_error"
  | "aborted";

/** A sentence for a person and what to do next. Neither holds an address, a secret or personal data. */
export type EgressExplanation = { sentence: string; nextStep: string };

const EXPLANATIONS: Record<EgressErrorCode, EgressExplanation> = {
  url_invalid: {
    sentence: "The address is not a valid absolute URL.",
    nextStep: "Correct the URL in the provider's definition or the key's base URL.",
  },
  request_invalid: {
    sentence: "The request cannot be sent: its method, a header or its body is not valid HTTP.",
    nextStep: "Check the headers of the operation for line breaks and characters outside ASCII.",
  },
  scheme_refused: {
    sentence: "Only https is allowed to this address.",
    nextStep: "Use https, or ask an instance admin to add the address to EGRESS_ALLOW.",
  },
  credentials_in_url: {
    sentence: "The URL carries a user name or password.",
    nextStep: "Move the credentials into the connector's auth section.",
  },
  port_refused: {
    sentence: "The port belongs to one of the gateway's own services and is never called.",
    nextStep: "Use the port of the service you mean to reach.",
  },
  address_refused: {
    sentence: "The host resolves to a private, local or reserved address.",
    nextStep: "Use a public host, or ask an instance admin to add the address range to EGRESS_ALLOW.",
  },
  dns_failed: {
    sentence: "The host name could not be resolved.",
    nextStep: "Check the spelling of the host and that its DNS record exists.",
  },
  connect_refused: {
    sentence: "The host refused the connection.",
    nextStep: "Check that the service is running and that the port is right.",
  },
  connect_timeout: {
    sentence: "The host did not accept a connection in time.",
    nextStep: "Check firewalls between the gateway and the host.",
  },
  unreachable: {
    sentence: "There is no network route to the host.",
    nextStep: "Check the gateway's network and the host's address.",
  },
  tls_failed: {
    sentence: "No secure connection could be made.",
    nextStep: "Check the host's certificate: its name, its dates and its chain.",
  },
  timeout: {
    sentence: "No complete answer arrived in time.",
    nextStep: "Try again later; if it happens often, raise the operation's timeout or ask the provider.",
  },
  reset: {
    sentence: "The connection was closed before the answer was complete.",
    nextStep: "Try again; if it repeats, ask the operator of the host.",
  },
  response_too_large: {
    sentence: "The answer is larger than allowed.",
    nextStep: "Ask for a smaller answer, or raise the limit of the operation.",
  },
  protocol_error: {
    sentence: "The answer is not valid HTTP.",
    nextStep: "Check that the port speaks HTTP (and https where the URL says https).",
  },
  aborted: {
    sentence: "The call was given up before it was complete.",
    nextStep: "Nothing to do: the gateway was stopping or the caller went away.",
  },
};

/** The sentence and next step of `code`. */
export function explainEgressError(code: EgressErrorCode): EgressExplanation {
  return EXPLANATIONS[code];
}
