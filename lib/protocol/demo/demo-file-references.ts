/** References of the demo documents' images and files: recognisable, and never a live provider's (PROTOCOL 9.1). */
export const DEMO_FILE_REFERENCES = {
  front: "DEMO-IMAGE-FRONT",
  back: "DEMO-IMAGE-BACK",
  face: "DEMO-IMAGE-FACE",
  statement: "DEMO-DOCUMENT-STATEMENT",
  liveVideo: "DEMO-LIVE-VIDEO",
  videoFrame: "DEMO-VIDEO-FRAME",
} as const;
