export {
  findValidatedVersion,
  getValidation,
  listValidations,
  listVersionResults,
  type VersionResults,
} from "./read-validations";
export { runValidation } from "./run-validation";
export type { StoredReport, Validation, ValidationState, ValidationSummary } from "./validation-row";
