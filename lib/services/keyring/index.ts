export { createDataKeyStore } from "./data-key-store";
export { rewrapDataKeys } from "./rewrap-data-keys";
