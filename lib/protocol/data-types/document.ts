import { z } from "zod";
import { AddressHistory } from "./address";
import { PersonalDetails } from "./individual-details";
import { Country, DateTime, PartialDate, Uuid } from "./scalars";

/** Categories of PROTOCOL 12.5; the list of document types is open. */
export const DOCUMENT_CATEGORIES = [
  "PROOF_OF_IDENTITY",
  "PROOF_OF_ADDRESS",
  "PROOF_OF_BANK_ACCOUNT",
  "PROOF_OF_SOURCE_OF_FUNDS",
  "PROOF_OF_SOURCE_OF_WEALTH",
  "PROOF_OF_TAX_STATUS",
  "SUPPORTING",
  "COMPANY_FILING",
  "DATA_SUMMARY",
] as const;

const Text = z.string().nullish();
const CheckResult = z.enum(["PASS", "FAIL", "PARTIAL", "WARN", "ERROR"]);

const VerificationCheck = z.strictObject({
  category: z.string().optional(),
  type: z.string().optional(),
  result: CheckResult,
});

const FieldCheck = z.strictObject({
  field: z.enum([
    "FIELD_ADDRESS",
    "FIELD_DOB",
    "FIELD_EXPIRY",
    "FIELD_FAMILY_NAME",
    "FIELD_GENDER",
    "FIELD_GIVEN_NAMES",
    "FIELD_ISSUED",
    "FIELD_ISSUING_COUNTRY",
    "FIELD_MRZ",
    "FIELD_NATIONALITY",
    "FIELD_NUMBER",
  ]),
  result: z.enum(["CHECK_VALID", "CHECK_INVALID", "CHECK_UNCERTAIN"]),
});

/** Items and totals need not agree: Maxsight's own examples do not (PROTOCOL 12.5). */
export const VerificationResult = z.strictObject({
  all_passed: z.boolean().nullish(),
  document_type_passed: z.boolean().nullish(),
  image_checks_passed: z.boolean().nullish(),
  image_checks: z.array(VerificationCheck).nullish(),
  forgery_checks_passed: z.boolean().nullish(),
  forgery_checks: z.array(VerificationCheck).nullish(),
  field_checks: z.array(FieldCheck).nullish(),
  error_reason: Text,
  provider_name: Text,
});
export type VerificationResult = z.infer<typeof VerificationResult>;

export const ExtractedData = z.strictObject({
  number: Text,
  issuer: Text,
  issuing_country: Country.nullish(),
  issued: PartialDate.nullish(),
  expiry: PartialDate.nullish(),
  mrz1: Text,
  mrz2: Text,
  mrz3: Text,
  personal_details: PersonalDetails.nullish(),
  address_history: AddressHistory.nullish(),
  external_service: Text,
  external_ref: Text,
  result: VerificationResult.nullish(),
});
export type ExtractedData = z.infer<typeof ExtractedData>;

export const DocumentImage = z.looseObject({
  id: Uuid.optional(),
  image_type: z.enum(["FRONT", "BACK", "FACE"]),
  upload_date: DateTime.nullish(),
  provider_reference: Text,
  document_type: Text,
  document_category: Text,
});

export const DocumentFile = z.looseObject({
  type: z.enum(["LIVE_VIDEO", "VIDEO_FRAME"]),
  reference: Text,
  file_id: Text,
});

/** A document of an output: the input's own, filled in, so members we do not know pass; what we fill is strict. */
export const Document = z.looseObject({
  id: Uuid.optional(),
  category: z.enum(DOCUMENT_CATEGORIES),
  document_type: z.string().min(1),
  images: z.array(DocumentImage).nullish(),
  files: z.array(DocumentFile).nullish(),
  extracted_data: ExtractedData.nullish(),
  verification_result: VerificationResult.nullish(),
});
export type Document = z.infer<typeof Document>;

/** A document on the way in: what must be there to find it again in the output. */
export const InputDocument = z.looseObject({
  id: Text,
  category: Text,
  document_type: Text,
  images: z.array(z.looseObject({ id: Text, image_type: Text })).nullish(),
});
