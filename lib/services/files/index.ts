export { downloadResultFile, type ResultFile } from "./download-result-file";
