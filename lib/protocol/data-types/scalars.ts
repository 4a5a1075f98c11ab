import { z } from "zod";
import { isCountry } from "../countries";

/** 8-4-4-4-12 hexadecimal digits, any case and version (PROTOCOL 12.1). */
export const Uuid = z.guid("must be a UUID");

export const Country = z.string().refine(isCountry, "must be a country code of PROTOCOL 21");

const isCalendarDay = (text: string) => {
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
};

/** `YYYY-MM-DD`, a day that exists. */
export const IsoDate = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/, "must be a date YYYY-MM-DD")
  .refine(isCalendarDay, "must be a date that exists");

/** `YYYY`, `YYYY-MM` or `YYYY-MM-DD`: dates of birth are not always known to the day. */
export const PartialDate = z
  .string()
  .regex(/^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$/, "must be YYYY, YYYY-MM or YYYY-MM-DD");

/** `YYYY-MM`; a full date is understood too. */
export const ApproxDate = z.string().regex(/^\d{4}-\d{2}(-\d{2})?$/, "must be YYYY-MM");

/** `YYYY-MM-DD HH:MM:SS`, with a blank (PROTOCOL 12.1). */
export const DateTime = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}[ T]\d{2}:\d{2}:\d{2}/, "must be YYYY-MM-DD HH:MM:SS");

/** How long something held (PROTOCOL 11.7). */
export const Tenure = z.discriminatedUnion("tenure_type", [
  z.strictObject({ tenure_type: z.literal("CURRENT"), start: PartialDate.optional() }),
  z.strictObject({
    tenure_type: z.literal("FORMER"),
    start: PartialDate.optional(),
    end: PartialDate.optional(),
  }),
]);
