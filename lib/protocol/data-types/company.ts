import { z } from "zod";
import { InputAddress } from "./address";

const Text = z.string().nullish();
const Contact = z.looseObject({ email: Text, phone_number: Text, url: Text }).nullish();

/** CompanyData on the way in (PROTOCOL 12.4): the contact has two names, and a number may be a number. */
export const InputCompany = z.looseObject({
  entity_type: z.literal("COMPANY"),
  metadata: z
    .looseObject({
      name: Text,
      number: z.union([z.string(), z.number()]).nullish(),
      country_of_incorporation: Text,
      state_of_incorporation: Text,
      addresses: z.array(z.looseObject({ type: Text, address: InputAddress.nullish() })).nullish(),
      contact_information: Contact,
      contact_details: Contact,
    })
    .nullish(),
  external_refs: z.looseObject({ generic: Text }).nullish(),
});
export type InputCompany = z.infer<typeof InputCompany>;
