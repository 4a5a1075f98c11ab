import { z } from "zod";
import { InvalidInputError } from "@/lib/errors";
import { CheckTemplateDocument } from "./check-template";
import { CHECK_TYPES } from "./check-type";
import { ConfigField, CredentialField, fieldProblems } from "./config-fields";
import { isCountry } from "./countries";
import { inputIssuesOf } from "./input-issues";
import { OutputCustomFields } from "./output-custom-fields";
import { featuresFor, SUPPORTED_FEATURES, type SupportedFeature } from "./supported-feature";

/**
 * `provider_name` of the metadata (PROTOCOL 5): 6 to 49. Nobody says whether characters or bytes are counted (OPEN 18), so
 * a name must fit both ways.
 */
export const ProviderName = z
  .string()
  .refine((name) => name === name.trim(), "must not begin or end with a blank")
  .refine((name) => Array.from(name).length >= 6, "must have at least 6 characters")
  .refine(
    (name) => new TextEncoder().encode(name).length <= 49,
    "must have at most 49 characters (bytes in UTF-8)",
  )
  .refine((name) => !/\p{Cc}/u.test(name), "must not contain control characters");

const Shape = z.strictObject({
  check_type: z.enum(CHECK_TYPES),
  check_template: CheckTemplateDocument,
  pricing: z.strictObject({
    supports_reselling: z.literal(false, "must be false: Maxsight no longer resells checks"),
    maximum_cost: z.number().nonnegative().optional(),
  }),
  supported_countries: z
    .array(
      z.string().refine(isCountry, "is not a country code Maxsight knows (ISO 3166-1 alpha-3, upper case)"),
    )
    .min(1),
  supported_features: z.array(z.enum(SUPPORTED_FEATURES)).optional(),
  credentials: z.strictObject({ fields: z.array(CredentialField).min(1) }),
  config: z.strictObject({ fields: z.array(ConfigField) }),
  output_custom_fields: OutputCustomFields.optional(),
});

/**
 * The document `GET /config` answers (PROTOCOL 6): strict, since Maxsight caches what it once validated. Rules that span
 * members are checked once the shape is right, and every issue's path and message name the member.
 */
export const ConfigDocument = Shape.superRefine((document, ctx) => {
  const refuse = (path: PropertyKey[], message: string) => ctx.addIssue({ code: "custom", path, message });
  refuseRepeats(document, refuse);
  refuseFieldProblems(document, refuse);
  refuseFeatures(document, refuse);
});
export type ConfigDocument = z.infer<typeof Shape>;

type Refuse = (path: PropertyKey[], message: string) => void;

function refuseRepeats(document: ConfigDocument, refuse: Refuse): void {
  for (const index of repeatsIn(document.supported_countries)) {
    refuse(["supported_countries", index], `${document.supported_countries[index]} is listed twice.`);
  }
  for (const index of repeatsIn(document.supported_features ?? [])) {
    refuse(["supported_features", index], `${document.supported_features?.[index]} is listed twice.`);
  }
  for (const part of ["credentials", "config"] as const) {
    const names = document[part].fields.map((field) => field.name);
    for (const index of repeatsIn(names)) {
      refuse([part, "fields", index, "name"], `name "${names[index]}" is used twice in ${part}.`);
    }
  }
}

function repeatsIn(values: readonly string[]): number[] {
  return values.flatMap((value, index) => (values.indexOf(value) === index ? [] : [index]));
}

function refuseFieldProblems(document: ConfigDocument, refuse: Refuse): void {
  for (const [index, field] of document.config.fields.entries()) {
    for (const { member, message } of fieldProblems(field))
      refuse(["config", "fields", index, member], `${message}.`);
  }
}

function refuseFeatures(document: ConfigDocument, refuse: Refuse): void {
  const features = document.supported_features ?? [];
  const known = new Set<SupportedFeature>(featuresFor(document.check_type));
  for (const [index, feature] of features.entries()) {
    if (!known.has(feature)) {
      refuse(["supported_features", index], `${feature} means nothing for ${document.check_type}.`);
    }
  }
  const hasFields = document.output_custom_fields !== undefined;
  if (hasFields && !features.includes("CUSTOM_DATA_OUTPUT")) {
    refuse(["output_custom_fields"], "output_custom_fields needs the feature CUSTOM_DATA_OUTPUT.");
  }
  if (!hasFields && features.includes("CUSTOM_DATA_OUTPUT")) {
    refuse(["output_custom_fields"], "output_custom_fields is required with the feature CUSTOM_DATA_OUTPUT.");
  }
}

/** Reads an unknown value as a config document. Throws InvalidInputError whose issues are JSON pointers and sentences. */
export function parseConfigDocument(value: unknown): ConfigDocument {
  const parsed = ConfigDocument.safeParse(value, { reportInput: true });
  if (parsed.success) return parsed.data;
  const issues = inputIssuesOf(parsed.error);
  throw new InvalidInputError(`The config document is invalid: ${issues[0]?.message ?? ""}`, issues, {
    cause: parsed.error,
  });
}

/** Whether the document declares a feature; absent means none (PROTOCOL 6.1). */
export function hasFeature(document: ConfigDocument, feature: SupportedFeature): boolean {
  return document.supported_features?.includes(feature) ?? false;
}
