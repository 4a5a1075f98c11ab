export { listSamples, type Sample } from "./list-samples";
export { type TriedMapping, tryMapping, TryMappingInput } from "./try-mapping";
