import { randomUUID } from "node:crypto";
import { entityTypeOf } from "./inspect-result";
import type { Integration } from "./integration";

type Json = Record<string, unknown>;

/** A plausible `check_input` for the integration's check type, in a country that it supports (PROTOCOL 11, 12). */
export function buildInput(integration: Integration): Json {
  const country = preferredCountry(integration.countries);
  if (entityTypeOf(integration.checkType) === "COMPANY") return companyInput(country);
  const person = individualInput(country);
  if (integration.checkType === "DOCUMENT_VERIFICATION")
    return { ...person, documents: [passportWithImages()] };
  if (integration.checkType === "DOCUMENT_FETCH" || integration.checkType === "DOCUMENT_CAPTURE") {
    return {
      ...person,
      external_refs: { generic: "sample-journey-token" },
      documents: [placeholderDocument()],
    };
  }
  return person;
}

const preferredCountry = (countries: readonly string[]): string =>
  countries.includes("GBR") ? "GBR" : (countries[0] ?? "GBR");

const sampleAddress = (country: string): Json => ({
  type: "STRUCTURED",
  country,
  postal_code: "SW1A 1AA",
  postal_town: "London",
  route: "Sample Street",
  street_number: "1",
});

function individualInput(country: string): Json {
  return {
    entity_type: "INDIVIDUAL",
    // Oldest first: the last address is the current one (PROTOCOL 10.1).
    address_history: [{ address: sampleAddress(country) }],
    contact_details: { email: "ada.sample@example.com", phone_number: "+44 20 7946 0000" },
    personal_details: {
      dob: "1990-01-01",
      name: { family_name: "Sample", given_names: ["Ada", "Maria"] },
      nationality: country,
    },
  };
}

function companyInput(country: string): Json {
  return {
    entity_type: "COMPANY",
    metadata: {
      name: "Sample Trading Ltd",
      number: "01234567",
      country_of_incorporation: country,
      addresses: [{ type: "registered_address", address: sampleAddress(country) }],
    },
  };
}

function passportWithImages(): Json {
  return {
    id: randomUUID(),
    category: "PROOF_OF_IDENTITY",
    document_type: "PASSPORT",
    images: [{ id: randomUUID(), image_type: "FRONT", upload_date: "2024-01-15 10:20:30" }],
  };
}

/** Exactly one, without images; its id and category must come back unchanged (PROTOCOL 11.5). */
const placeholderDocument = (): Json => ({
  id: randomUUID(),
  category: "PROOF_OF_IDENTITY",
  document_type: "UNKNOWN",
});

/** The ids of all images in the input, which the integration may download while the check runs. */
export function imageIdsOf(checkInput: Json): string[] {
  const documents: unknown = checkInput["documents"];
  if (!Array.isArray(documents)) return [];
  return documents.flatMap((document: { images?: unknown }) => {
    const images: unknown = document?.images;
    if (!Array.isArray(images)) return [];
    return images.flatMap((image: { id?: unknown }) => (typeof image?.id === "string" ? [image.id] : []));
  });
}
