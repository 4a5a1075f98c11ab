import { errorAnswer } from "@/lib/protocol/answers";
import { hasDownloads } from "@/lib/protocol/check-type";
import type { ProtocolError } from "@/lib/protocol/error-type";
import { DownloadFileRequest } from "@/lib/protocol/requests";
import { downloadResultFile, type ResultFile } from "@/lib/services/files";
import { answerDeadlineMs } from "./answer-deadline";
import type { EndpointCall } from "./endpoint-call";
import { parseBody } from "./parse-body";
import { jsonAnswer, type ProtocolAnswer, refusal } from "./protocol-request";
import { recordInbound, recordProviderCalls } from "./record-inbound";

/**
 * `POST /download_file` (PROTOCOL 10.7): the bytes of a file that a result names, streamed. The format of a failure is not
 * documented: 404 with the JSON body of errors, whatever the reason (OPEN 47).
 */
export async function answerDownload(call: EndpointCall): Promise<ProtocolAnswer> {
  const { registration, ctx } = call;
  const { document } = registration.version;
  if (!hasDownloads(document.check_type))
    return refusal(404, "Checks of this type have no files to download.");
  const parsed = parseBody(DownloadFileRequest, call.body);
  if (!parsed.ok) return parsed.answer;
  const found = await downloadResultFile(ctx, {
    registration,
    request: parsed.value,
    environment: call.key.environment,
    deadlineMs: answerDeadlineMs(call, "download"),
  });
  recordProviderCalls(call, found.checkId, found.exchanges);
  return found.file === null
    ? refuseFile(call, found.checkId, found.errors)
    : streamFile(call, found.checkId, found.file);
}

function refuseFile(call: EndpointCall, checkId: string | null, errors: ProtocolError[]): ProtocolAnswer {
  const answer = jsonAnswer(404, errorAnswer(errors));
  recordInbound(call, answer, { checkId, operation: "download_file" });
  return answer;
}

function streamFile(call: EndpointCall, checkId: string | null, file: ResultFile): ProtocolAnswer {
  const answer = {
    status: 200,
    headers: {
      "content-type": file.contentType,
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
      ...(file.fileName === null ? {} : { "file-name": file.fileName }),
    },
  };
  const record = (responseSize: number) =>
    recordInbound(
      call,
      { ...answer, body: Buffer.alloc(0) },
      { checkId, operation: "download_file", responseSize },
    );
  return { ...answer, body: counted(file.bytes, record) };
}

/** Tells how many bytes left, also when the file breaks off or the caller goes away. */
async function* counted(bytes: AsyncIterable<Uint8Array>, onEnd: (size: number) => void) {
  let size = 0;
  try {
    for await (const chunk of bytes) {
      size += chunk.length;
      yield chunk;
    }
  } finally {
    onEnd(size);
  }
}
