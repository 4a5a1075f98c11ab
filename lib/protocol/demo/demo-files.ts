import { BACK_PNG, FACE_PNG, FRONT_PNG, LIVE_VIDEO_MP4, STATEMENT_PDF } from "./demo-file-bytes";
import { DEMO_FILE_REFERENCES } from "./demo-file-references";

export type DemoFile = {
  contentType: "image/png" | "application/pdf" | "video/mp4";
  /** For the `File-Name` header: ASCII, with extension (OPEN 48). */
  fileName: string;
  bytes: Uint8Array;
};

/** A small real file of its type, decoded once. */
function file(contentType: DemoFile["contentType"], fileName: string, base64: string): DemoFile {
  return { contentType, fileName, bytes: new Uint8Array(Buffer.from(base64, "base64")) };
}

const FILES: ReadonlyMap<string, DemoFile> = new Map([
  [DEMO_FILE_REFERENCES.front, file("image/png", "identity-front.png", FRONT_PNG)],
  [DEMO_FILE_REFERENCES.back, file("image/png", "identity-back.png", BACK_PNG)],
  [DEMO_FILE_REFERENCES.face, file("image/png", "face.png", FACE_PNG)],
  [DEMO_FILE_REFERENCES.statement, file("application/pdf", "statement.pdf", STATEMENT_PDF)],
  [DEMO_FILE_REFERENCES.liveVideo, file("video/mp4", "live-video.mp4", LIVE_VIDEO_MP4)],
  [DEMO_FILE_REFERENCES.videoFrame, file("image/png", "video-frame.png", FACE_PNG)],
]);

/**
 * The file behind a `file_reference` of a demo result (PROTOCOL 10.7); null for any other reference. Needs no memory of
 * the check: the references of demo documents say what they are.
 */
export function demoFile(fileReference: string): DemoFile | null {
  return FILES.get(fileReference) ?? null;
}
