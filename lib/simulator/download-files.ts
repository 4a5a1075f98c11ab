import type { IntegrationCall } from "./client";
import { violation, warning } from "./findings";
import { isObject } from "./inspect-answer";
import { isSuccess } from "./read-integration";
import { downloadRequest } from "./requests";
import type { Run } from "./run";

type Json = Record<string, unknown>;
type FetchableFile = { fileReference: string; downloadInfo: Json };

const CONTENT_TYPES: Readonly<Record<string, readonly string[]>> = {
  IMAGE: ["image/jpeg", "image/png", "image/gif", "image/tiff", "application/pdf"],
  FILE: ["video/mp4", "video/webm", "image/jpeg", "image/png", "image/gif", "image/tiff", "application/pdf"],
};

/** Fetches every image and file that a document result names (PROTOCOL 10.7). Returns how many came. */
export async function downloadFiles(run: Run, answer: Json): Promise<number> {
  let downloaded = 0;
  for (const file of filesOf(answer)) {
    const timeoutMs = run.setup.integration.plan.requestTimeoutMs("download");
    const body = downloadRequest(run, file);
    const call = await run.call({ operation: "download_file", path: "download_file", body, timeoutMs });
    if (inspectDownload(run, call, String(file.downloadInfo["download_type"]))) downloaded += 1;
  }
  return downloaded;
}

function inspectDownload(run: Run, call: IntegrationCall, downloadType: string): boolean {
  const contentType = (call.responseHeaders["content-type"] ?? "").split(";")[0]?.trim().toLowerCase() ?? "";
  if (!isSuccess(call) || call.responseBody.length === 0) {
    run.find("download_file", [
      violation(
        "10.7",
        "",
        `the file was answered ${call.status ?? "not at all"}, ${call.responseBody.length} bytes`,
      ),
    ]);
    return false;
  }
  if (CONTENT_TYPES[downloadType]?.includes(contentType) !== true) {
    run.find("download_file", [
      violation("10.7", "", `Content-Type "${contentType}" is not one of a ${downloadType.toLowerCase()}`),
    ]);
    return false;
  }
  return true;
}

/** `provider_reference` of the images and `reference` of the files of all documents in the result. */
export function filesOf(answer: Json): FetchableFile[] {
  const output = answer["check_output"];
  const documents =
    isObject(output) && Array.isArray(output["documents"]) ? output["documents"].filter(isObject) : [];
  return documents.flatMap((document) => [
    ...listOf(document["images"]).flatMap((image) =>
      typeof image["provider_reference"] === "string"
        ? [
            {
              fileReference: image["provider_reference"],
              downloadInfo: { download_type: "IMAGE", image_type: image["image_type"] ?? "FRONT" },
            },
          ]
        : [],
    ),
    ...listOf(document["files"]).flatMap((file) =>
      typeof file["reference"] === "string"
        ? [
            {
              fileReference: file["reference"],
              downloadInfo: { download_type: "FILE", file_type: file["type"] ?? "LIVE_VIDEO" },
            },
          ]
        : [],
    ),
  ]);
}

/** Warns of a fetched document that has nothing to fetch. */
export function inspectFetchable(run: Run, answer: Json): void {
  if (filesOf(answer).length > 0) return;
  run.find("download_file", [
    warning("11.5", "/check_output/documents", "no image or file can be downloaded"),
  ]);
}

const listOf = (value: unknown): Json[] => (Array.isArray(value) ? value.filter(isObject) : []);
