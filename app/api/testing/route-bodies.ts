import { providerBody } from "./api-fixture";

/** An id that nothing has. */
export const NOBODY = "018f0000-0000-7000-8000-000000000000";

/** Bodies that are right where an empty one is not, by method and address. */
export const BODIES: Readonly<Record<string, unknown>> = {
  "PUT /providers/{slug}": { ...providerBody(), slug: undefined },
  "PUT /providers/{slug}/secrets/{name}": { value: "s3cret" },
  "POST /providers/{slug}/keys": { environment: "eu" },
  "POST /api-keys": { name: "ci", role: "viewer" },
  "POST /checks/{id}/cancel": { reason: "No longer needed" },
  "POST /checks/{id}/updates": { output: { decision: "PASS" } },
  "POST /checks/{id}/remap": { version: 1, reason: "Mapping corrected" },
  "POST /checks/{id}/supersede": { update_id: "update-1", reason: "Maxsight refuses it" },
  "POST /checks/{id}/call-again": { reason: "The provider lost it" },
  "POST /inbound/{id}/attach": { check_id: NOBODY },
  "POST /inbound/ignore": { ids: [NOBODY], reason: "Not ours" },
  "POST /monitored/{id}/pause": { reason: "The contract is renewed" },
  "POST /inbound/{id}/ignore": { reason: "Not ours" },
  "POST /inbound/{id}/rule": { field: "/body/type", reason: "Heartbeats" },
  "POST /notifications/{id}/stop": { reason: "Maxsight has it by hand" },
  "POST /breakers/{id}/close": { reason: "The host is back" },
};
