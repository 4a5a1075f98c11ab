import { randomUUID } from "node:crypto";
import type { SigningKey } from "@/lib/protocol/signature/secret";
import { buildInput } from "@/lib/simulator/build-input";
import type { IntegrationCall } from "@/lib/simulator/client";
import { defaultConfig, sampleCredentials } from "@/lib/simulator/integration";
import { isSuccess } from "@/lib/simulator/read-integration";
import type { SigningVariation } from "@/lib/simulator/signing";
import { describeAnswer } from "../describe-call";
import { TEST_TIMEOUT_MS, type SuiteContext } from "../suite-context";
import { failed, passed, skipped, type Severity, type TestCase, type Verdict } from "../test-case";
import { openMetadataTest } from "./connection";

const group = "Security";

type Endpoint = "config" | "checks";

const BOTH: Endpoint[] = ["config", "checks"];
const BODY: Endpoint[] = ["checks"];
const TWO_MINUTES_MS = 120_000;

/** What a request lacks or has wrong; everything else about it is right. */
type Broken = (endpoint: Endpoint, signingKey: SigningKey) => SigningVariation;

type Refusal = { id: string; endpoints: Endpoint[]; request: string; hint: string; broken: Broken };
type Acceptance = {
  id: string;
  severity: Severity;
  endpoints: Endpoint[];
  request: string;
  hint: string;
  variation: SigningVariation;
};

const listWithout =
  (...left: string[]): Broken =>
  (endpoint) => ({
    signedHeaders: ["(request-target)", "host", "date", ...(endpoint === "checks" ? ["digest"] : [])].filter(
      (name) => !left.includes(name),
    ),
  });

/** The key id stays right where the key is wrong, and the other way round. */
const wrongKey: Broken = (_endpoint, { keyId, key }) => ({
  signingKey: { keyId, key: key.map((byte) => byte ^ 0xff) },
});
const unknownKey: Broken = (_endpoint, { keyId, key }) => ({
  signingKey: { keyId: keyId === "AAAAAAAA" ? "BBBBBBBB" : "AAAAAAAA", key },
});

/** V6–V9, V15, V16. */
const COVERAGE: Refusal[] = [
  {
    id: "V6",
    endpoints: BOTH,
    request: "without Authorization",
    hint: "Refuse calls that are not signed (PROTOCOL 2.7, rule 1).",
    broken: () => ({ withoutAuthorization: true }),
  },
  {
    id: "V7",
    endpoints: BOTH,
    request: "signed with a wrong key",
    hint: "Recompute the signature with the shared secret and compare (PROTOCOL 2.7, rule 9).",
    broken: wrongKey,
  },
  {
    id: "V8",
    endpoints: BOTH,
    request: "with only date signed",
    hint: "Require (request-target) in the signed list (PROTOCOL 2.7, rule 5).",
    broken: listWithout("(request-target)", "host", "digest"),
  },
  {
    id: "V9",
    endpoints: BOTH,
    request: "with only (request-target) signed",
    hint: "Require date in the signed list (PROTOCOL 2.7, rule 5).",
    broken: listWithout("date", "host", "digest"),
  },
  {
    id: "V15",
    endpoints: BOTH,
    request: "with an unknown keyId",
    hint: "Look the key up by keyId: the first 8 characters of the base64 secret (PROTOCOL 2.1).",
    broken: unknownKey,
  },
  {
    id: "V16",
    endpoints: BOTH,
    request: "signed for another path",
    hint: "Verify over the path that was called, as it was called (PROTOCOL 2.3).",
    broken: () => ({ signedTarget: "/elsewhere" }),
  },
];

/** V10–V14. */
const DATE_AND_DIGEST: Refusal[] = [
  {
    id: "V10",
    endpoints: BOTH,
    request: "dated 120 s in the past",
    hint: "Refuse dates more than 30 s away, or recorded calls can be replayed for ever (PROTOCOL 2.5).",
    broken: () => ({ clockOffsetMs: -TWO_MINUTES_MS }),
  },
  {
    id: "V11",
    endpoints: BOTH,
    request: "dated 120 s in the future",
    hint: "Refuse dates more than 30 s away, in both directions (PROTOCOL 2.5).",
    broken: () => ({ clockOffsetMs: TWO_MINUTES_MS }),
  },
  {
    id: "V12",
    endpoints: BODY,
    request: "whose digest is of another body",
    hint: "Compare Digest with the received bytes (PROTOCOL 2.4).",
    broken: () => ({ corrupt: "digest" }),
  },
  {
    id: "V13",
    endpoints: BODY,
    request: "whose digest is not signed",
    hint: "Require digest in the signed list when there is a body (PROTOCOL 2.7, rule 6).",
    broken: listWithout("digest"),
  },
  {
    id: "V14",
    endpoints: BODY,
    request: "whose digest is missing",
    hint: "Require the Digest header when there is a body (PROTOCOL 2.7, rules 6 and 7).",
    broken: () => ({ withoutDigest: true }),
  },
];

/** V17, V18, and what Maxsight's clients are known to have sent at some time. */
const ACCEPTANCES: Acceptance[] = [
  {
    id: "V17",
    severity: "must",
    endpoints: BOTH,
    request: "with algorithm hs2019",
    hint: "Accept hs2019; it means HMAC-SHA-256 here (PROTOCOL 2.6).",
    variation: { algorithm: "hs2019" },
  },
  {
    id: "V18",
    severity: "must",
    endpoints: BOTH,
    request: "with algorithm hmac-sha256",
    hint: "Accept hmac-sha256 too (PROTOCOL 2.6).",
    variation: { algorithm: "hmac-sha256" },
  },
  {
    id: "V18.utc",
    severity: "should",
    endpoints: BODY,
    request: "whose date ends in UTC",
    hint: "Accept UTC as GMT, and verify over the text as it came (PROTOCOL 2.5).",
    variation: { dateSuffix: "UTC" },
  },
  {
    id: "V18.quote",
    severity: "should",
    endpoints: BODY,
    request: "whose last quote is missing",
    hint: "Tolerate the missing quote of older senders (PROTOCOL 2.2).",
    variation: { dropFinalQuote: true },
  },
  {
    id: "V18.host",
    severity: "should",
    endpoints: BODY,
    request: "that does not sign host",
    hint: "Do not require host in the signed list (PROTOCOL 2.7, rule 5).",
    variation: { omitHost: true },
  },
];

/** V6–V19, each on `/config` and, where only a body can tell, on `/checks` alone. */
export function securityTests(suite: SuiteContext, signingKey: SigningKey): TestCase[] {
  return [
    ...[...COVERAGE, ...DATE_AND_DIGEST].flatMap((rule) =>
      rule.endpoints.map((endpoint): TestCase => ({
        id: `${rule.id}.${endpoint}`,
        group,
        title: `A request to /${endpoint} ${rule.request} is refused with 401`,
        severity: "must",
        run: async () => {
          const call = await callEndpoint(suite, endpoint, rule.broken(endpoint, signingKey));
          return judgeRefusal(call, rule);
        },
      })),
    ),
    ...ACCEPTANCES.flatMap((rule) =>
      rule.endpoints.map((endpoint): TestCase => ({
        id: rule.id.includes(".") ? rule.id : `${rule.id}.${endpoint}`,
        group,
        title: `A request to /${endpoint} ${rule.request} is accepted`,
        severity: rule.severity,
        run: async () => {
          if (suite.config.status === 401) return skipped("No signed request is accepted; see V20.");
          const call = await callEndpoint(suite, endpoint, rule.variation);
          return isSuccess(call)
            ? passed(exchangedOf(call, rule.request))
            : failed(exchangedOf(call, rule.request), rule.hint);
        },
      })),
    ),
    openMetadataTest(suite.metadata, () => callMetadataWithGarbage(suite)),
  ];
}

function judgeRefusal(call: IntegrationCall, rule: Refusal): Verdict {
  const exchanged = exchangedOf(call, rule.request);
  if (call.status === 401) return passed(exchanged);
  return failed(
    exchanged,
    isSuccess(call) ? rule.hint : "Answer every signature problem with 401 (PROTOCOL 2.9).",
  );
}

const exchangedOf = (call: IntegrationCall, request: string) => ({
  sent: `${call.method} ${call.url} ${request}`,
  received: describeAnswer(call),
});

function callEndpoint(
  suite: SuiteContext,
  endpoint: Endpoint,
  variation: SigningVariation,
): Promise<IntegrationCall> {
  const { client, integration } = suite;
  const signing = { algorithm: suite.algorithm, ...variation };
  if (endpoint === "config") {
    return client.call({
      operation: "config",
      method: "GET",
      path: "config",
      timeoutMs: TEST_TIMEOUT_MS,
      signing,
    });
  }
  const body = {
    id: randomUUID(),
    demo_result: "ANY",
    commercial_relationship: "DIRECT",
    check_input: buildInput(integration),
    provider_config: defaultConfig(integration),
    provider_credentials: sampleCredentials(integration),
  };
  return client.call({ operation: "checks", path: "checks", body, timeoutMs: TEST_TIMEOUT_MS, signing });
}

const callMetadataWithGarbage = (suite: SuiteContext): Promise<IntegrationCall> =>
  suite.client.call({
    operation: "metadata",
    method: "GET",
    path: "",
    timeoutMs: TEST_TIMEOUT_MS,
    signing: "none",
    headers: { Authorization: "Signature garbage" },
  });
