import type { BrokenIntegration } from "./broken-integration";
import { alterJson, answerWith, forgive } from "./defects";

/** Defects that the groups Connection and Security find. */
export const BROKEN_CONNECTION: BrokenIntegration[] = [
  {
    defect: "metadata requires authentication",
    options: { alter: answerWith("metadata", { status: 401, json: { errors: [] } }) },
    fails: ["V1"],
  },
  {
    defect: "metadata is not JSON",
    options: {
      alter: answerWith("metadata", { status: 200, text: "<html>Welcome</html>", contentType: "text/html" }),
    },
    fails: ["V1"],
  },
  {
    defect: "protocol_version is a string",
    options: { alter: alterJson("metadata", (json) => ({ ...json, protocol_version: "1" })) },
    fails: ["V2"],
  },
  {
    defect: "provider_name is too short",
    options: { alter: alterJson("metadata", (json) => ({ ...json, provider_name: "Acme" })) },
    fails: ["V3"],
  },
  {
    defect: "provider_name is too long",
    options: { alter: alterJson("metadata", (json) => ({ ...json, provider_name: "A".repeat(50) })) },
    fails: ["V3"],
  },
  {
    defect: "metadata refuses an Authorization header it does not like",
    options: { refusesGarbageOnMetadata: true },
    fails: ["V19"],
  },
];

export const BROKEN_SECURITY: BrokenIntegration[] = [
  {
    defect: "unsigned calls are let in",
    options: { forgive: forgive("missing_authorization") },
    fails: ["V6.config", "V6.checks"],
  },
  {
    defect: "unsigned calls to /config are let in",
    options: {
      forgive: (failure, operation) => failure === "missing_authorization" && operation === "config",
    },
    fails: ["V6.config"],
  },
  {
    defect: "the signature of /checks is not compared",
    options: { forgive: (failure, operation) => failure === "signature_mismatch" && operation === "checks" },
    fails: ["V7.checks", "V16.checks"],
  },
  {
    defect: "(request-target) need not be signed",
    options: { forgive: forgive("target_not_signed") },
    fails: ["V8.config", "V8.checks"],
  },
  {
    defect: "date need not be signed",
    options: { forgive: forgive("date_not_signed") },
    fails: ["V9.config", "V9.checks"],
  },
  {
    defect: "the date is not compared with the clock",
    options: { forgive: forgive("date_outside_window") },
    fails: ["V10.config", "V10.checks", "V11.config", "V11.checks"],
  },
  {
    defect: "the digest is not compared with the body",
    options: { forgive: forgive("digest_mismatch") },
    fails: ["V12.checks"],
  },
  {
    defect: "the digest need not be signed",
    options: { forgive: forgive("digest_not_signed") },
    fails: ["V13.checks"],
  },
  {
    defect: "the digest may be missing",
    options: { forgive: forgive("digest_missing") },
    fails: ["V14.checks"],
  },
  {
    defect: "the keyId is not looked at",
    options: { forgive: forgive("unknown_key") },
    fails: ["V15.config", "V15.checks"],
  },
  {
    defect: "the path is not part of what is verified",
    options: { verifiesAnyTarget: true },
    fails: ["V16.config", "V16.checks"],
  },
  {
    defect: "signature problems are answered with 403",
    options: { refusalStatus: 403 },
    fails: [
      ...["V6", "V7", "V8", "V9", "V10", "V11"].flatMap((id) => [`${id}.config`, `${id}.checks`]),
      ...["V12", "V13", "V14"].map((id) => `${id}.checks`),
      ...["V15", "V16"].flatMap((id) => [`${id}.config`, `${id}.checks`]),
    ],
  },
  {
    defect: "hs2019 is refused",
    options: { refusesAlgorithm: "hs2019" },
    fails: ["V17.config", "V17.checks"],
  },
  {
    defect: "hmac-sha256 is refused",
    options: { refusesAlgorithm: "hmac-sha256" },
    fails: ["V18.config", "V18.checks"],
  },
];
