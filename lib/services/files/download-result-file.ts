import type { DownloadAnswered, DownloadedFile, RecordedExchange } from "@/lib/connectors/connector";
import { orOverloaded } from "@/lib/connectors/overloaded";
import { EgressError } from "@/lib/egress/egress-error";
import type { CheckId } from "@/lib/ids";
import { mergeCustomData } from "@/lib/protocol/custom-data";
import type { MaxsightEnvironment } from "@/lib/protocol/environment";
import { demoFile } from "@/lib/protocol/demo/demo-files";
import type { ProtocolError } from "@/lib/protocol/error-type";
import { fillProviderConfig } from "@/lib/protocol/provider-config";
import type { DownloadFileRequest } from "@/lib/protocol/requests";
import { NOT_CALLED, noteProviderAnswer, throughBreaker } from "../breakers";
import { type CheckRow, findCheckByMaxsightId, loadCheckWork } from "../checks";
import type { ServiceContext } from "../context";
import type { Registration } from "../registry";
import { openFile, type ResultFile } from "./open-file";
import { isNamedByResult } from "./result-references";

export type FileDownload = {
  checkId: CheckId | null;
  /** `null` exactly when `errors` is not empty. */
  file: ResultFile | null;
  errors: ProtocolError[];
  exchanges: RecordedExchange[];
};

export type DownloadInput = {
  registration: Registration;
  request: DownloadFileRequest;
  /** Of the key that signed: one environment's key must not read another's checks. */
  environment: MaxsightEnvironment;
  /** Epoch ms after which the answer is of no use. */
  deadlineMs: number;
};

/**
 * Opens a file that a result of this provider names (PROTOCOL 10.7). A demo file is canned; any other reference must stand
 * in the stored result of the check, so that a caller cannot make us ask the provider for anything else. The bytes come
 * as a stream, whose size the definition limits.
 */
export async function downloadResultFile(ctx: ServiceContext, input: DownloadInput): Promise<FileDownload> {
  const { registration, request } = input;
  const found = await findCheckByMaxsightId(ctx, {
    providerId: registration.providerId,
    maxsightId: request.check_id,
  });
  const check = found?.environment === input.environment ? found : null;
  if (check === null || check.isDemo) return openDemoFile(check, request);
  if (!(await isNamedByResult(ctx, check, request.file_reference))) return refuse(check, UNKNOWN_REFERENCE);
  return askProvider(ctx, check, input);
}

const UNKNOWN_REFERENCE: ProtocolError = {
  type: "INVALID_CHECK_INPUT",
  message: "No file with this reference belongs to this check.",
};
const NO_DOWNLOAD: ProtocolError = {
  type: "INTEGRATION",
  message: "The connector has no download operation.",
  data: { at: "/operations/download" },
};
const NO_USABLE_TYPE: ProtocolError = {
  type: "INTEGRATION",
  message: "The file is of a type that Maxsight does not take.",
  data: { at: "/operations/download/content_type" },
};

/** The references of demo files say themselves what they are, so they are served even when the check is forgotten. */
function openDemoFile(check: CheckRow | null, request: DownloadFileRequest): FileDownload {
  const file = demoFile(request.file_reference);
  if (file === null) return refuse(check, UNKNOWN_REFERENCE);
  const bytes = (async function* () {
    yield file.bytes;
  })();
  return { checkId: check?.id ?? null, file: { ...file, bytes }, errors: [], exchanges: [] };
}

async function askProvider(
  ctx: ServiceContext,
  check: CheckRow,
  input: DownloadInput,
): Promise<FileDownload> {
  const { request } = input;
  const { connector, call, progress, version } = await loadCheckWork(ctx, check);
  if (connector.download === undefined) return refuse(check, NO_DOWNLOAD);
  const config = fillProviderConfig(version.document, request.provider_config);
  const { download_info: info } = request;
  const { download } = connector;
  const wish = {
    fileReference: request.file_reference,
    downloadType: info.download_type,
    imageType: info.image_type ?? null,
    fileType: info.file_type ?? null,
  };
  const asked = {
    ...call,
    // The stored credentials are gone when the check has ended; this call brings its own (PROTOCOL 9.1).
    credentials: request.provider_credentials ?? call.credentials,
    config: "values" in config ? config.values : call.config,
    customData: mergeCustomData(call.customData, request.custom_data),
    deadlineMs: input.deadlineMs,
  };
  const answered = await throughBreaker(ctx, check, {
    call: () => orOverloaded(download(asked, progress, wish), notAsked),
    refused: () => notAsked(NOT_CALLED),
  });
  await noteProviderAnswer(ctx, check, answered);
  const { exchanges } = answered;
  if (answered.file === null) return { checkId: check.id, file: null, errors: answered.errors, exchanges };
  const opened = await openSafely(answered.file, info.download_type);
  return "error" in opened
    ? { ...refuse(check, opened.error), exchanges }
    : { checkId: check.id, file: opened.file, errors: [], exchanges };
}

function notAsked(error: ProtocolError): DownloadAnswered {
  return { file: null, errors: [error], exchanges: [] };
}

/** A file that breaks off before its first byte can still be refused; later it can only be cut off. */
async function openSafely(
  file: DownloadedFile,
  kind: "FILE" | "IMAGE",
): Promise<{ file: ResultFile } | { error: ProtocolError }> {
  try {
    const opened = await openFile(file, kind);
    return opened === null ? { error: NO_USABLE_TYPE } : { file: opened };
  } catch (error) {
    if (!(error instanceof EgressError)) throw error;
    return { error: { type: "PROVIDER_CONNECTION", message: `The file did not arrive: ${error.message}` } };
  }
}

function refuse(check: CheckRow | null, error: ProtocolError): FileDownload {
  return { checkId: check?.id ?? null, file: null, errors: [error], exchanges: [] };
}
