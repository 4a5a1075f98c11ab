export { authenticateApiKey } from "./authenticate-api-key";
export { type ApiKeyView, createApiKey, CreateApiKeyInput } from "./create-api-key";
export { listApiKeys } from "./list-api-keys";
export { revokeApiKey } from "./revoke-api-key";
