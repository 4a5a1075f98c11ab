export { type CreatedSigningKey, createSigningKey } from "./create-signing-key";
export type { SigningKeyView } from "./key-row";
export { listSigningKeys } from "./list-signing-keys";
export { revealSigningSecrets } from "./reveal-signing-secrets";
export { revokeSigningKey } from "./revoke-signing-key";
export { rotateSigningKey } from "./rotate-signing-key";
export { CreateSigningKeyInput, RotateSigningKeyInput } from "./schemas";
export {
  createTemporaryKey,
  endTemporaryKey,
  type TemporaryKey,
  type TemporaryKeyPurpose,
} from "./temporary-key";
