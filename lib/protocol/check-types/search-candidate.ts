import { z } from "zod";
import type { InputIssue } from "@/lib/errors";
import { CompanyAddress, ProviderRef, StructuredCompanyType, TaxId } from "../data-types/company";
import { Country, IsoDate } from "../data-types/scalars";
import { inputIssuesOf } from "../input-issues";

const Text = z.string().nullish();

/** One company a search found (PROTOCOL 10.8). Its `provider_reference` comes back when the user picks it. */
export const SearchCandidate = z.strictObject({
  name: z.string().min(1),
  number: z.string().min(1),
  country_of_incorporation: Country,
  number_label: Text,
  status: Text,
  incorporation_date: IsoDate.nullish(),
  lei: Text,
  bvd_id: Text,
  provider_reference: ProviderRef.nullish(),
  addresses: z.array(CompanyAddress).nullish(),
  contact: z.strictObject({ email: Text, phone_number: Text, url: Text }).nullish(),
  structure_type: StructuredCompanyType.nullish(),
  tax_ids: z.array(TaxId).nullish(),
});
export type SearchCandidate = z.infer<typeof SearchCandidate>;

const Candidates = z.array(SearchCandidate);

/** Candidates as they may be sent, or where they break PROTOCOL 10.8; pointers begin at the list. */
export function parseCandidates(
  value: unknown,
): { candidates: SearchCandidate[] } | { issues: InputIssue[] } {
  const parsed = Candidates.safeParse(value, { reportInput: true });
  return parsed.success ? { candidates: parsed.data } : { issues: inputIssuesOf(parsed.error) };
}
