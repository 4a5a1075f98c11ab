export { createDataKeyStore } from "./data-key-store";
