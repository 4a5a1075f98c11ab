import { z } from "zod";
import { PartialDate } from "./scalars";

const Text = z.string().nullish();

/** `personal_details` of an output: an echo or what the provider read (PROTOCOL 12.3). */
export const PersonalDetails = z.looseObject({
  name: z
    .looseObject({
      title: Text,
      given_names: z.array(z.string()).nullish(),
      family_name: z.string().min(1).nullish(),
      alt_family_names: z.array(z.string()).nullish(),
    })
    .nullish(),
  dob: PartialDate.nullish(),
  nationality: Text,
  gender: z.enum(["M", "F"]).nullish(),
  national_identity_number: z.record(z.string(), z.string()).nullish(),
});
