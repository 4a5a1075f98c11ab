import { matchRoute, type FakeAnswer, type FakeCall } from "./fake-call";
import { sendWebhook } from "./send-webhook";

/** How the Acme service behaves. */
export type AcmeOptions = {
  /** Bearer token that calls must carry; any is taken when absent. */
  token?: string;
  /** How long a check stays pending; 500 ms when absent. */
  resultAfterMs?: number;
  /** Where results are announced, beside the `callback_url` of a check; signed with `webhookSecret`. */
  webhookUrl?: string;
  webhookSecret?: string;
};

type AcmeCheck = { id: string; decision: string; doneAtMs: number; isCancelled: boolean; name: string };

/**
 * A small identity service under `/v2`: `POST /checks` (201, pending), `GET /checks/:id` (pending, then complete),
 * `DELETE /checks/:id`, `GET /companies?q=`, `GET /files/:id`. The family name chooses what comes of a check: `Fail`,
 * `Refer`, `Unauthorized` (401), `Invalid` (422), `Broken` (500), `Garbage` (malformed JSON), `Silent` (no answer),
 * `Never` (pending for ever); anything else passes.
 */
export function createAcmeScenario(options: AcmeOptions) {
  const checks = new Map<string, AcmeCheck>();
  const timers = new Set<NodeJS.Timeout>();
  let lastId = 0;

  function startCheck(call: FakeCall): FakeAnswer {
    const { name = "", callback_url: callbackUrl } = (call.json ?? {}) as {
      name?: string;
      callback_url?: string;
    };
    const refused = REFUSALS[name];
    if (refused !== undefined) return refused;
    const repeated = findRepeated(call.headers["idempotency-key"]);
    if (repeated !== undefined) return { status: 201, json: { id: repeated.id, status: "pending" } };
    lastId += 1;
    const resultAfterMs = name === "Never" ? Number.POSITIVE_INFINITY : (options.resultAfterMs ?? 500);
    const decision = name === "Fail" ? "rejected" : name === "Refer" ? "review" : "approved";
    const check: AcmeCheck = {
      id: `acme-${lastId}`,
      decision,
      doneAtMs: Date.now() + resultAfterMs,
      isCancelled: false,
      name,
    };
    checks.set(String(call.headers["idempotency-key"] ?? check.id), check);
    if (resultAfterMs < Number.POSITIVE_INFINITY)
      announceLater(check, callbackUrl ?? options.webhookUrl, resultAfterMs);
    return { status: 201, json: { id: check.id, status: "pending" } };
  }

  function findRepeated(key: string | string[] | undefined): AcmeCheck | undefined {
    return typeof key === "string" ? checks.get(key) : undefined;
  }

  function findCheck(id: string | undefined): AcmeCheck | undefined {
    return [...checks.values()].find((check) => check.id === id);
  }

  function announceLater(check: AcmeCheck, url: string | undefined, afterMs: number): void {
    if (url === undefined) return;
    const timer = setTimeout(() => {
      timers.delete(timer);
      if (check.isCancelled) return;
      const body = { event_id: `event-${check.id}`, check_id: check.id, ...describeCheck(check) };
      sendWebhook({ url, body, secret: options.webhookSecret ?? "acme-webhook-secret" }).catch(() => {
        // The receiver may be down on purpose; a real provider would try again later, this one does not.
      });
    }, afterMs);
    timers.add(timer);
  }

  return {
    async answer(call: FakeCall): Promise<FakeAnswer | null> {
      if (!call.path.startsWith("/v2/")) return null;
      if (options.token !== undefined && call.headers.authorization !== `Bearer ${options.token}`)
        return REFUSALS["Unauthorized"] ?? null;
      if (matchRoute("POST /v2/checks", call) !== null) return startCheck(call);
      const one = matchRoute(`${call.method} /v2/checks/:id`, call);
      if (one !== null) return answerCheck(call.method, findCheck(one["id"]));
      if (matchRoute("GET /v2/companies", call) !== null)
        return { json: findCompanies(call.query["q"] ?? "") };
      if (matchRoute("GET /v2/files/:id", call) !== null)
        return { bytes: PIXEL, headers: { "content-type": "image/png" } };
      return null;
    },
    reset(): void {
      for (const timer of timers) clearTimeout(timer);
      timers.clear();
      checks.clear();
    },
  };
}

const REFUSALS: Record<string, FakeAnswer> = {
  Unauthorized: { status: 401, json: { message: "The API token is not valid." } },
  Invalid: { status: 422, json: { message: "The date of birth lies in the future." } },
  Broken: {
    status: 500,
    text: "<html>Internal Server Error</html>",
    headers: { "content-type": "text/html" },
  },
  Garbage: { status: 200, text: '{ "id": "acme-1", ', headers: { "content-type": "application/json" } },
  Silent: { fault: "hang" },
};

function answerCheck(method: string, check: AcmeCheck | undefined): FakeAnswer {
  if (check === undefined) return { status: 404, json: { message: "No such check." } };
  if (method === "DELETE") {
    check.isCancelled = true;
    return { status: 204 };
  }
  if (check.isCancelled) return { status: 410, json: { message: "The check was cancelled." } };
  if (Date.now() < check.doneAtMs) return { json: { id: check.id, status: "pending" } };
  return { json: { id: check.id, ...describeCheck(check) } };
}

function describeCheck({ decision, name }: AcmeCheck): Record<string, string> {
  return { status: "complete", decision, summary: `Acme ${decision} ${name || "the person"}.` };
}

function findCompanies(query: string): { companies: unknown[] } {
  const companies =
    query === "Nobody"
      ? []
      : [{ name: `${query} Ltd`, number: "01234567", country: "GBR", id: "acme-company-1" }];
  return { companies };
}

// A PNG of one pixel.
const PIXEL = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);
