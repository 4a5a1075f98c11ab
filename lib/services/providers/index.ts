export { pauseProvider, resumeDueProvider, resumeProvider, retireProvider } from "./change-status";
export { createProvider } from "./create-provider";
export { goLive, GoLiveOverride } from "./go-live";
export { type DefinitionPreview, previewDefinition } from "./preview-definition";
export { getGoLiveGate, type GoLiveGate } from "./go-live-gate";
export type { Provider } from "./provider-row";
export { compareContracts } from "./compare-contracts";
export { getProvider, listProviders } from "./read-providers";
export {
  CreateProviderInput,
  ProviderSlug,
  PutSecretInput,
  SecretName,
  UpdateProviderInput,
} from "./schemas";
export { listSecrets, type ProviderSecret, putSecret } from "./secrets";
export { updateProvider } from "./update-provider";
export { getVersion, listVersions, type ProviderVersion, restoreVersion } from "./versions";
