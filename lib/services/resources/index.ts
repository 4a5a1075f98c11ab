export { attachEvidence } from "./attach-evidence";
export { type Evidence, type EvidenceLeg, findEvidence } from "./find-evidence";
