export { downloadResultFile } from "./download-result-file";
export type { ResultFile } from "./open-file";
