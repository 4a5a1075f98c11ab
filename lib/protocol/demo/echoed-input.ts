/**
 * What a demo answer repeats of its input, so that Maxsight's own comparisons work (PROTOCOL 13). The input was only
 * checked for what the type needs, so every member may be missing.
 */
type Json = Record<string, unknown>;

export type EchoedPerson = {
  givenNames: string[];
  familyName: string | null;
  dob: string | null;
  /** `personal_details` reduced to what a document or database would show. */
  details: Json;
  /** The current address is the last one (OPEN 45). */
  currentAddress: Json | null;
  country: string | null;
};

export function echoPerson(checkInput: Json): EchoedPerson {
  const details = objectIn(checkInput, "personal_details") ?? {};
  const name = objectIn(details, "name") ?? {};
  const givenNames = textsIn(name, "given_names");
  const familyName = textIn(name, "family_name");
  const dob = textIn(details, "dob");
  const currentAddress = objectIn(objectsIn(checkInput, "address_history").at(-1), "address");
  return {
    givenNames,
    familyName,
    dob,
    details: {
      name: { given_names: givenNames, ...(familyName === null ? {} : { family_name: familyName }) },
      ...(dob === null ? {} : { dob }),
    },
    currentAddress,
    country: textIn(currentAddress, "country"),
  };
}

export type EchoedCompany = {
  name: string | null;
  number: string | null;
  country: string | null;
  state: string | null;
  addresses: Json[];
};

export function echoCompany(checkInput: Json): EchoedCompany {
  const metadata = objectIn(checkInput, "metadata") ?? {};
  const number = metadata["number"];
  return {
    name: textIn(metadata, "name"),
    number: typeof number === "number" ? String(number) : textIn(metadata, "number"),
    country: textIn(metadata, "country_of_incorporation"),
    state: textIn(metadata, "state_of_incorporation"),
    addresses: objectsIn(metadata, "addresses"),
  };
}

export function objectIn(value: unknown, name: string): Json | null {
  const member = isObject(value) ? value[name] : undefined;
  return isObject(member) ? member : null;
}

export function objectsIn(value: unknown, name: string): Json[] {
  const member = isObject(value) ? value[name] : undefined;
  return Array.isArray(member) ? member.filter(isObject) : [];
}

export function textIn(value: unknown, name: string): string | null {
  const member = isObject(value) ? value[name] : undefined;
  return typeof member === "string" && member !== "" ? member : null;
}

function textsIn(value: unknown, name: string): string[] {
  const member = isObject(value) ? value[name] : undefined;
  return Array.isArray(member) ? member.filter((item) => typeof item === "string") : [];
}

const isObject = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);
