export type { DefinitionVersion, RegisteredKey, Registration } from "./load-registration";
export {
  findDefinitionVersion,
  getDefinitionVersion,
  readDefinitionVersion,
  readProviderSecrets,
  getSigningKey,
  Registry,
} from "./registry";
export { noteKeyUse, recordConfigFetch } from "./record-key-use";
