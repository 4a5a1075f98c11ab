import { z } from "zod";
import { redactExchange } from "@/lib/egress/redact";
import type { HttpExchange } from "@/lib/egress/http-exchange";
import { ProtocolError } from "@/lib/protocol/error-type";
import type {
  ConnectorCall,
  ConnectorProgress,
  DownloadAnswered,
  DownloadWish,
  RecordedExchange,
} from "../connector";
import type { HttpDefinition } from "../definition";
import type { Evaluated } from "../evaluated";
import type { Unauthorized } from "./authorization";
import { authorizeRequest } from "./authorize-request";
import type { Built } from "./build-request";
import { redactorOf, toHttpRequest } from "./call-provider";
import { callContext, responseContext, type ExpressionContext } from "./context";
import { unexplainedError } from "./map-outcome";
import { oneOrMore } from "./one-or-more";
import type { HttpConnectorParts } from "./connector-parts";
import { renderRequest } from "./perform-operation";

type DownloadRules = NonNullable<HttpDefinition["operations"]["download"]>;
type Downloading = {
  rules: DownloadRules;
  call: ConnectorCall;
  progress: ConnectorProgress;
  wish: DownloadWish;
};

const AT = "/operations/download/outcome";

/** Fetches a file of the result as a stream (PROTOCOL 10.7); its size is limited by `max_bytes`. */
export async function downloadFile(
  parts: HttpConnectorParts,
  downloading: Downloading,
): Promise<DownloadAnswered> {
  const { rules, call, progress, wish } = downloading;
  const context = {
    ...callContext(call, progress),
    file_reference: wish.fileReference,
    download_type: wish.downloadType,
    image_type: wish.imageType,
    file_type: wish.fileType,
  };
  const { request } = rules;
  const built = await renderRequest(parts, { operation: "download", request, call, context });
  if ("error" in built) return { file: null, errors: [built.error], exchanges: [] };
  const opened = await openStream(parts, downloading, { built, context });
  if ("error" in opened) return { file: null, errors: [opened.error], exchanges: opened.recorded };
  const { exchange, body, recorded } = opened;
  const input = { ...context, ...responseContext(exchange) };
  if (body === null) {
    return { file: null, errors: await explain(parts, { rules, input, exchange }), exchanges: recorded };
  }
  const named = await nameFile(parts, { rules, input, exchange });
  return { file: { ...named, bytes: body }, errors: [], exchanges: recorded };
}

type Opened = {
  exchange: HttpExchange;
  body: AsyncIterable<Uint8Array> | null;
  recorded: RecordedExchange[];
};

/** Once, and once more when the provider no longer takes an older access token. */
async function openStream(
  parts: HttpConnectorParts,
  { rules, call }: Downloading,
  { built, context }: { built: Built; context: ExpressionContext },
): Promise<Opened | Unauthorized> {
  const recorded: RecordedExchange[] = [];
  for (let attempt = 1; ; attempt += 1) {
    const timeoutMs = Math.max(1, Math.min(rules.timeout_ms, call.deadlineMs - call.nowMs));
    const authorized = await authorizeRequest(
      { ...parts, expressions: parts.expressions.owed },
      { built, call, context, timeoutMs },
    );
    recorded.push(...authorized.recorded);
    if ("error" in authorized) return { ...authorized, recorded };
    const wish = { ...toHttpRequest(authorized.request, timeoutMs), maxResponseBytes: rules.max_bytes };
    const { exchange, body } = await parts.http.stream(wish);
    const redacted = redactExchange(exchange, redactorOf(call, authorized.secrets));
    recorded.push({ operation: "download", attempt, exchange: redacted });
    if (exchange.status !== 401 || authorized.renew === null) return { exchange, body, recorded };
    authorized.renew();
  }
}

type Answer = { rules: DownloadRules; input: ExpressionContext; exchange: HttpExchange };

async function nameFile({ expressions }: HttpConnectorParts, { rules, input, exchange }: Answer) {
  const wanted = [rules.content_type ?? "null", rules.file_name ?? "null"];
  const [contentType, fileName] = (await expressions.owed.evaluate(wanted, input)).map(textOf);
  const header = exchange.responseHeaders["content-type"];
  const fromHeader = typeof header === "string" ? header : null;
  return { contentType: contentType ?? fromHeader ?? "application/octet-stream", fileName: fileName ?? null };
}

const Explained = z.object({ errors: oneOrMore(ProtocolError).refine((errors) => errors.length > 0) });

async function explain({ expressions }: HttpConnectorParts, answer: Answer): Promise<ProtocolError[]> {
  const { rules, input, exchange } = answer;
  if (rules.outcome !== undefined && exchange.errorCode === null) {
    const [result] = await expressions.owed.evaluate([rules.outcome], input);
    const explained = result?.ok === true ? Explained.safeParse(result.value) : null;
    if (explained?.success === true) return explained.data.errors;
  }
  return [unexplainedError(exchange, AT)];
}

function textOf(result: Evaluated): string | null {
  return result.ok && typeof result.value === "string" && result.value !== "" ? result.value : null;
}
