import * as fc from "fast-check";
import type { FuzzProvider } from "./seed";
import { changes, hostileJson, type Step } from "./hostile";

/** How a request is signed, or fails to be. */
export const SIGNINGS = [
  "good",
  "utc_date",
  "no_final_quote",
  "none",
  "other_key",
  "old_date",
  "wrong_digest",
  "garbage",
  "twice",
] as const;
export type Signing = (typeof SIGNINGS)[number];

/** One request to make; the same seed and number give the same plan. `known`: which of the checks learned so far it is about. */
export type Plan = {
  kind: string;
  provider: number;
  method: string;
  path: string;
  known: number | null;
  body: { json: unknown; steps: readonly Step[] } | { bytes: Uint8Array } | null;
  signing: Signing;
  garbage: string;
  headers: Record<string, string>;
};

const signing = fc.oneof(
  { weight: 14, arbitrary: fc.constant<Signing>("good") },
  { weight: 5, arbitrary: fc.constantFrom(...SIGNINGS) },
);
const garbage = fc.oneof(
  fc.string({ maxLength: 60 }),
  fc.constantFrom(
    'Signature keyId="',
    "Signature ,,,=",
    "Bearer x",
    'Signature keyId="a",signature="",headers=""',
  ),
);
const hostileHeaders = fc.oneof(
  { weight: 12, arbitrary: fc.constant({}) },
  {
    weight: 1,
    arbitrary: fc.constantFrom<Record<string, string>>(
      { "content-type": "text/plain" },
      { "content-type": "multipart/form-data; boundary=x" },
      { "x-forwarded-host": "evil.example" },
      { "x-forwarded-for": "1.2.3.4, 5.6.7.8" },
      { "content-encoding": "gzip" },
      { expect: "100-continue" },
      { cookie: "a=b".repeat(500) },
      { range: "bytes=0-1" },
      { "if-none-match": "*" },
    ),
  },
);

const uuid = fc.uuid();
const relationship = fc.constantFrom("DIRECT", "DIRECT", "DIRECT", "PASSFORT");
const credentials = fc.constantFrom<unknown>({ api_token: "token" }, { api_token: "token" }, {}, null);
const common = {
  commercial_relationship: relationship,
  provider_config: fc.constantFrom({}, { strict: true }),
  provider_credentials: credentials,
};

type Body = { json: unknown; steps: readonly Step[] };
const bodyOf = (json: fc.Arbitrary<unknown>): fc.Arbitrary<Body> => fc.record({ json, steps: changes });

function demoResult(values: readonly string[]): fc.Arbitrary<string | null> {
  return fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(...values) },
    { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 30 }) },
    { weight: 1, arbitrary: fc.constant(null) },
  );
}

const byReference = (more: Record<string, fc.Arbitrary<unknown>> = {}) =>
  fc.record({
    id: uuid,
    provider_id: uuid,
    reference: fc.string(),
    custom_data: fc.constant({}),
    ...common,
    ...more,
  });

/** The endpoints that are about a check; the ids of a known one are put in when the request is made. */
const PER_CHECK = ["ready", "complete", "poll", "get_result"] as const;

function startPlan(provider: FuzzProvider): fc.Arbitrary<Partial<Plan>> {
  const json = fc.record({
    id: uuid,
    demo_result: demoResult(provider.demoValues),
    check_input: fc.constant(provider.checkInput),
    ...common,
  });
  return bodyOf(json).map((body) => ({ kind: "start", path: "/checks", body }));
}

const perCheckPlan = fc
  .tuple(fc.constantFrom(...PER_CHECK), bodyOf(byReference()), fc.option(fc.nat(), { freq: 8 }))
  .map(([endpoint, body, known]): Partial<Plan> => ({
    kind: endpoint,
    path: `/checks/{id}/${endpoint}`,
    body,
    known,
  }));

const downloadPlan = fc
  .tuple(
    bodyOf(
      fc.record({
        check_id: uuid,
        file_reference: fc.constantFrom("DEMO-IMAGE-FRONT", "DEMO-LIVE-VIDEO", "unknown", "\u0000"),
        download_info: fc.record({
          download_type: fc.constantFrom("FILE", "IMAGE"),
          image_type: fc.constantFrom("FRONT", null),
        }),
        custom_data: fc.constant({}),
        ...common,
      }),
    ),
    fc.option(fc.nat(), { freq: 6 }),
  )
  .map(([body, known]): Partial<Plan> => ({ kind: "download_file", path: "/download_file", body, known }));

const searchPlan = bodyOf(
  fc.record({
    id: uuid,
    demo_result: demoResult(["ANY", "NO_HITS", "ONE_HIT", "MANY_HITS", "ERROR_ANY_PROVIDER_MESSAGE"]),
    search_input: fc.record({
      query: fc.string(),
      country_of_incorporation: fc.constantFrom("GBR", "FRA", "", null),
    }),
    ...common,
  }),
).map((body): Partial<Plan> => ({ kind: "search", path: "/search", body }));

const cancelPlan = fc
  .tuple(
    bodyOf(fc.record({ provider_id: uuid, references: fc.array(fc.string(), { maxLength: 5 }), ...common })),
    fc.nat(),
  )
  .map(([body, known]): Partial<Plan> => ({ kind: "cancel_checks", path: "/cancel_checks", body, known }));

const legacyPlan = fc
  .tuple(
    fc.constantFrom("/monitored_checks/ready", "/monitored_checks/poll", "/monitored_provider/poll"),
    bodyOf(byReference()),
    fc.option(fc.nat(), { freq: 6 }),
  )
  .map(([path, body, known]): Partial<Plan> => ({ kind: "legacy", path, body, known }));

const readPlan = fc
  .constantFrom("", "/", "/config", "/config?x=1")
  .map((path): Partial<Plan> => ({ kind: "read", method: "GET", path, body: null }));

const resourcePlan = fc
  .tuple(
    fc.constantFrom("signed", "unsigned", "expired", "doubled"),
    fc.nat(),
    fc.string({ unit: "binary-ascii", maxLength: 20 }),
  )
  .map(([how, known, extra]): Partial<Plan> => ({
    kind: "resource",
    method: "GET",
    path: `/resources/{check}?${how}&${encodeURIComponent(extra)}`,
    known,
    body: null,
    signing: "none",
  }));

const rawBytes = fc.oneof(
  fc.uint8Array({ maxLength: 300 }),
  fc.string({ unit: "binary", maxLength: 200 }).map((text) => Buffer.from(text)),
  fc
    .constantFrom(
      "{",
      "[]",
      "null",
      "7",
      '"x"',
      '{"a":1}}',
      "{'a':1}",
      "\ufeff{}",
      "[".repeat(20_000),
      `{"a":${"9".repeat(5000)}}`,
    )
    .map((text) => Buffer.from(text)),
  hostileJson.map((value) => Buffer.from(JSON.stringify(value) ?? "undefined")),
);
const rawPlan = fc
  .tuple(
    rawBytes,
    fc.constantFrom(
      "/checks",
      "/search",
      "/download_file",
      "/cancel_checks",
      "/config",
      "/checks/{id}/complete",
    ),
  )
  .map(([bytes, path]): Partial<Plan> => ({ kind: "raw body", path, body: { bytes } }));

const segment = fc.oneof(
  fc.constantFrom(
    "p",
    "hooks",
    "checks",
    "config",
    "resources",
    "..",
    ".",
    "",
    "%2e%2e",
    "%00",
    "%ff",
    "%",
    "api",
    "v1",
  ),
  fc.string({ unit: fc.constantFrom(..."abcXYZ019-_.~!$&'()*+,;=:@%?#".split("")), maxLength: 12 }),
);
const pathPlan = fc
  .tuple(
    fc.array(segment, { maxLength: 6 }),
    fc.constantFrom("GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS"),
    fc.boolean(),
  )
  .map(([segments, method, isUnderProvider]): Partial<Plan> => ({
    kind: "path",
    method,
    path: `${isUnderProvider ? "" : "//"}/${segments.join("/")}`,
    body: method === "GET" || method === "HEAD" ? null : { bytes: Buffer.from("{}") },
  }));

const hookPlan = fc
  .tuple(rawBytes, fc.constantFrom("", "/", "/events", "/%00"))
  .map(([bytes, tail]): Partial<Plan> => ({
    kind: "hook",
    path: `//hooks/{slug}${tail}`,
    body: { bytes },
    signing: "none",
  }));

/** The whole of what is made, weighted so that most of it gets past the signature. */
export function planArbitrary(providers: readonly FuzzProvider[]): fc.Arbitrary<Plan> {
  return fc.nat({ max: providers.length - 1 }).chain((provider) => {
    const own = providers[provider];
    const start = own === undefined ? readPlan : startPlan(own);
    const part = fc.oneof(
      { weight: 30, arbitrary: start },
      { weight: 25, arbitrary: perCheckPlan },
      { weight: 8, arbitrary: downloadPlan },
      { weight: 8, arbitrary: searchPlan },
      { weight: 3, arbitrary: cancelPlan },
      { weight: 4, arbitrary: legacyPlan },
      { weight: 5, arbitrary: readPlan },
      { weight: 5, arbitrary: resourcePlan },
      { weight: 8, arbitrary: rawPlan },
      { weight: 6, arbitrary: pathPlan },
      { weight: 3, arbitrary: hookPlan },
    );
    return fc
      .record({ part, signing, garbage, headers: hostileHeaders })
      .map(({ part: chosen, ...rest }) => ({
        method: "POST",
        known: null,
        body: null,
        kind: "",
        path: "",
        ...rest,
        provider,
        ...chosen,
      }));
  });
}
