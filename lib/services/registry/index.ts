export type { DefinitionVersion, RegisteredKey, Registration } from "./load-registration";
export { getDefinitionVersion, getProviderSecrets, getSigningKey, Registry } from "./registry";
export { noteKeyUse, recordConfigFetch } from "./record-key-use";
