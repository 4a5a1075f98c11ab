import { z } from "zod";
import { InputAddressHistory } from "./address";
import { InputDocument } from "./document";

const Text = z.string().nullish();

/** IndividualData on the way in (PROTOCOL 12.3): JSON types of what is read, nothing else. */
export const InputIndividual = z.looseObject({
  entity_type: z.literal("INDIVIDUAL"),
  personal_details: z
    .looseObject({
      name: z
        .looseObject({
          title: Text,
          given_names: z.array(z.string()).nullish(),
          family_name: Text,
          alt_family_names: z.array(z.string()).nullish(),
        })
        .nullish(),
      dob: Text,
      nationality: Text,
      gender: Text,
      national_identity_number: z.record(z.string(), z.unknown()).nullish(),
    })
    .nullish(),
  address_history: InputAddressHistory.nullish(),
  contact_details: z.looseObject({ email: Text, phone_number: Text }).nullish(),
  documents: z.array(InputDocument).nullish(),
  external_refs: z.looseObject({ generic: Text }).nullish(),
});
export type InputIndividual = z.infer<typeof InputIndividual>;
