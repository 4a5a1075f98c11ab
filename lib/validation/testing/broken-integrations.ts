import { BROKEN_DEMO, BROKEN_TEMPLATE } from "./broken-answers";
import { BROKEN_CONFIGURATION } from "./broken-documents";
import { BROKEN_CONNECTION, BROKEN_SECURITY } from "./broken-doors";
import type { BrokenIntegration } from "./broken-integration";

/** Every deliberately broken integration. */
export const BROKEN_INTEGRATIONS: BrokenIntegration[] = [
  ...BROKEN_CONNECTION,
  ...BROKEN_SECURITY,
  ...BROKEN_CONFIGURATION,
  ...BROKEN_DEMO,
  ...BROKEN_TEMPLATE,
];
