import { z } from "zod";
import { Address } from "../data-types/address";
import { Country, DateTime, PartialDate, Tenure, Uuid } from "../data-types/scalars";

const Text = z.string().nullish();

export const FLAG_TYPES = ["PEP", "SANCTION", "ADVERSE_MEDIA", "REFER"] as const;
export type FlagType = (typeof FLAG_TYPES)[number];

const Flag = z.strictObject({ type: z.enum(FLAG_TYPES), label: Text });

/** `country`, never `country_code`: both are read, this one is written (PROTOCOL 20-27). */
const HitCountry = z.strictObject({
  type: z.enum([
    "AFFILIATION",
    "CITIZENSHIP",
    "CURRENT_OWNERSHIP",
    "OWNERSHIP",
    "JURISDICTION",
    "REGISTRATION",
    "ALLEGATION",
    "RESIDENCE",
    "RISK",
    "FORMERLY_SANCTIONED",
    "SANCTIONED",
    "NATIONALITY",
    "UNKNOWN",
  ]),
  label: Text,
  country: Country,
});

const HitDate = z.strictObject({
  type: z.enum(["DOB", "DECEASED", "END_OF_PEP", "END_OF_ASSOCIATION_TO_PEP", "UNKNOWN"]),
  label: Text,
  date: PartialDate,
});

const Pep = z.strictObject({
  roles: z.array(z.strictObject({ name: z.string(), tier: z.int().nullish(), tenure: Tenure.optional() })),
  tier: z.int().nullish(),
  rating: Text,
});

const Sanction = z.strictObject({
  name: z.string(),
  type: Text,
  list: z.strictObject({ name: z.string() }).nullish(),
  issued_by: Text,
  time_periods: z.array(Tenure).nullish(),
});

const Media = z.strictObject({ url: Text, pdf_url: Text, title: Text, snippet: Text, date: Text });

/** What is known of a listed person or company; associates are known the same way (PROTOCOL 11.7). */
export const ScreeningData = z.strictObject({
  name: z.string().min(1),
  /** Required in one source, absent in another's example (PROTOCOL 20-28). */
  addresses: z
    .array(z.strictObject({ type: z.literal("UNKNOWN"), label: Text, address: Address.nullish() }))
    .nullish(),
  aliases: z.array(z.string()).nullish(),
  get associates() {
    return z
      .array(
        z.strictObject({
          association: z.strictObject({ label: z.string() }),
          data: ScreeningData,
          flags: z.array(Flag).nullish(),
        }),
      )
      .nullish();
  },
  brand_text: Text,
  confidence_score: z.number().min(0).max(1).nullish(),
  countries: z.array(HitCountry).nullish(),
  dates: z.array(HitDate).nullish(),
  deceased: z.boolean().nullish(),
  details: z.array(z.strictObject({ title: Text, text: Text })).nullish(),
  gender: Text,
  sources: z.array(z.strictObject({ name: z.string(), url: Text, description: Text })).nullish(),
  pep: Pep.nullish(),
  sanctions: z.array(Sanction).nullish(),
  media: z.array(Media).nullish(),
  created_at: DateTime.nullish(),
});
export type ScreeningData = z.infer<typeof ScreeningData>;

/** `provider.hit_id` is the same for the same listing in every later result, so that updates can be matched. */
export const ScreeningHit = z.strictObject({
  provider: z.strictObject({ name: z.string().min(1), label: z.string().min(1), hit_id: z.string().min(1) }),
  data: ScreeningData,
  flags: z.array(Flag).nullish(),
  status: z.enum(["UNRESOLVED", "MATCH", "MISMATCH"]).nullish(),
  id: Uuid.nullish(),
  hit_id: Text,
});
export type ScreeningHit = z.infer<typeof ScreeningHit>;

/** `check_output` of both screening types; no hits are an empty list. */
export const ScreeningOutput = z.strictObject({
  entity_type: z.enum(["INDIVIDUAL", "COMPANY"]),
  screening_hits: z.array(ScreeningHit),
  custom_fields: z.record(z.string(), z.json()).optional(),
});
export type ScreeningOutput = z.infer<typeof ScreeningOutput>;
