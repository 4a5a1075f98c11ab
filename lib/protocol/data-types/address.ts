import { z } from "zod";
import { ApproxDate, Country } from "./scalars";

const Text = z.string().nullish();
/** A string today, an integer in older examples (PROTOCOL 12.2, 20-37). */
const StreetNumber = z.union([z.string(), z.number()]).nullish();

/**
 * An address in an output. It is usually Maxsight's own, echoed, so members we do not know and nulls pass; `type` may be
 * missing and then means STRUCTURED (PROTOCOL 12.2).
 */
export const Address = z.union([
  z.looseObject({
    type: z.literal("STRUCTURED").optional(),
    country: Country,
    state_province: Text,
    county: Text,
    postal_code: Text,
    locality: Text,
    postal_town: Text,
    route: Text,
    street_number: StreetNumber,
    premise: Text,
    subpremise: Text,
    address_lines: z.array(z.string()).nullish(),
    original_freeform_address: Text,
  }),
  z.looseObject({ type: z.literal("FREEFORM"), country: Country, text: z.string() }),
]);

export const DatedAddress = z.looseObject({
  address: Address,
  start_date: ApproxDate.nullish(),
  end_date: ApproxDate.nullish(),
});
export const AddressHistory = z.array(DatedAddress);

/** The same on the way in: only what we read ourselves has a type, everything else passes (PROTOCOL 1.6). */
export const InputAddress = z.looseObject({ type: z.string().nullish(), country: z.string().nullish() });
export const InputAddressHistory = z.array(z.looseObject({ address: InputAddress.nullish() }));
