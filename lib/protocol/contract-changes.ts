import type { ConfigDocument } from "./config-document";

/** What Maxsight knows about a provider: its name (PROTOCOL 5) and its configuration (PROTOCOL 6). */
export type Contract = { name: string; document: ConfigDocument };

/** `breaks`: customers who use the provider notice at once. `revalidate`: seen only after validating again. */
export type ContractChange = {
  weight: "breaks" | "revalidate";
  /** JSON pointer into the definition: `/config/supported_countries`. */
  path: string;
  /** A sentence: what Maxsight or its customers will notice. */
  message: string;
};

export type ContractChanges = {
  /** Maxsight keeps what it read until it validates again (PROTOCOL 6.1). */
  needsRevalidation: boolean;
  /** Parameters whose values at customers fall back to the default when Maxsight validates and saves again. */
  resets: string[];
  changes: ContractChange[];
};

/** What a new definition changes for Maxsight and its customers. Pure. What only the connector says is no change. */
export function contractChanges(before: Contract, after: Contract): ContractChanges {
  const changes = [
    ...nameChange(before, after),
    ...memberChanges(before.document, after.document),
    ...countryChanges(before.document, after.document),
    ...featureChanges(before.document, after.document),
    ...credentialChanges(before.document, after.document),
    ...parameterChanges(before.document, after.document),
  ];
  const isOther = !isSame(before.document, after.document);
  const known = new Set(after.document.config.fields.map(({ name }) => name));
  return {
    needsRevalidation: isOther || before.name !== after.name,
    resets: isOther
      ? before.document.config.fields.map(({ name }) => name).filter((name) => known.has(name))
      : [],
    changes,
  };
}

const breaks = (path: string, message: string): ContractChange => ({ weight: "breaks", path, message });
const later = (path: string, message: string): ContractChange => ({ weight: "revalidate", path, message });

function nameChange(before: Contract, after: Contract): ContractChange[] {
  if (before.name === after.name) return [];
  return [later("/name", `Maxsight shows “${before.name}” until it validates again.`)];
}

function memberChanges(before: ConfigDocument, after: ConfigDocument): ContractChange[] {
  const changes: ContractChange[] = [];
  const template = { from: before.check_template.type, to: after.check_template.type };
  if (before.check_type !== after.check_type)
    changes.push(
      breaks("/config/check_type", "Another check type is another integration: register it anew."),
    );
  if (template.from !== template.to)
    changes.push(
      breaks(
        "/config/check_template/type",
        `Maxsight goes on calling it as ${template.from} until it validates again, and gets answers of ${template.to}.`,
      ),
    );
  else if (!isSame(before.check_template, after.check_template))
    changes.push(
      later("/config/check_template", "Maxsight waits by the old times until it validates again."),
    );
  if (!isSame(before.pricing, after.pricing))
    changes.push(later("/config/pricing", "Maxsight shows the old price until it validates again."));
  if (!isSame(before.output_custom_fields, after.output_custom_fields))
    changes.push(
      later(
        "/config/output_custom_fields",
        "Maxsight drops custom data it does not know until it validates again.",
      ),
    );
  return changes;
}

function countryChanges(before: ConfigDocument, after: ConfigDocument): ContractChange[] {
  const { gone, come } = difference(before.supported_countries, after.supported_countries);
  const path = "/config/supported_countries";
  return [
    ...(gone.length > 0
      ? [
          breaks(
            path,
            `Maxsight goes on sending checks for ${listed(gone)}; they are answered with UNSUPPORTED_COUNTRY.`,
          ),
        ]
      : []),
    ...(come.length > 0
      ? [later(path, `Maxsight sends no check for ${listed(come)} until it validates again.`)]
      : []),
  ];
}

function featureChanges(before: ConfigDocument, after: ConfigDocument): ContractChange[] {
  const { gone, come } = difference(before.supported_features ?? [], after.supported_features ?? []);
  const path = "/config/supported_features";
  return [
    ...(gone.length > 0
      ? [later(path, `Maxsight still counts on ${listed(gone)} until it validates again.`)]
      : []),
    ...(come.length > 0
      ? [later(path, `Maxsight does not use ${listed(come)} until it validates again.`)]
      : []),
  ];
}

type Field = { name: string; type: string };

function credentialChanges(before: ConfigDocument, after: ConfigDocument): ContractChange[] {
  return fieldChanges(before.credentials.fields, after.credentials.fields, {
    path: "/config/credentials/fields",
    gone: (name) =>
      `The credential ${name} is gone: customers typed it in, and it must not change under them.`,
    come: (name) =>
      breaks(
        "/config/credentials/fields",
        `Customers have no value for the new credential ${name} until they type one in; it is missing in their checks.`,
      ),
    retyped: (name, type) => `The credential ${name} becomes a ${type}: it must not change under customers.`,
  });
}

function parameterChanges(before: ConfigDocument, after: ConfigDocument): ContractChange[] {
  return fieldChanges(before.config.fields, after.config.fields, {
    path: "/config/config/fields",
    gone: (name) => `The parameter ${name} is gone: what customers chose for it has no effect any more.`,
    come: (name) =>
      later(
        "/config/config/fields",
        `The new parameter ${name} appears after validating again; until then its default counts.`,
      ),
    retyped: (name, type) =>
      `The parameter ${name} becomes a ${type}: values customers chose may not fit it.`,
  });
}

type FieldWords = {
  path: string;
  gone: (name: string) => string;
  come: (name: string) => ContractChange;
  retyped: (name: string, type: string) => string;
};

/** Fields customers use must not be altered (PROTOCOL 6.1). */
function fieldChanges(
  before: readonly Field[],
  after: readonly Field[],
  words: FieldWords,
): ContractChange[] {
  const old = new Map(before.map((field) => [field.name, field]));
  const { gone } = difference(
    before.map(({ name }) => name),
    after.map(({ name }) => name),
  );
  return [
    ...gone.map((name) => breaks(words.path, words.gone(name))),
    ...after.flatMap((field, index): ContractChange[] => {
      const was = old.get(field.name);
      if (was === undefined) return [{ ...words.come(field.name), path: `${words.path}/${index}` }];
      if (was.type !== field.type)
        return [breaks(`${words.path}/${index}/type`, words.retyped(field.name, field.type))];
      if (isSame(was, field)) return [];
      return [
        later(`${words.path}/${index}`, `${field.name} looks as before until Maxsight validates again.`),
      ];
    }),
  ];
}

function difference(before: readonly string[], after: readonly string[]) {
  return {
    gone: before.filter((item) => !after.includes(item)),
    come: after.filter((item) => !before.includes(item)),
  };
}

const MOST = 6;

function listed(items: readonly string[]): string {
  const shown = items.slice(0, MOST).join(", ");
  return items.length > MOST ? `${shown} and ${items.length - MOST} more` : shown;
}

/** Whatever the order of members. */
function isSame(left: unknown, right: unknown): boolean {
  return canonical(left) === canonical(right);
}

function canonical(value: unknown): string | undefined {
  return JSON.stringify(value, (_, inner: unknown) =>
    inner !== null && typeof inner === "object" && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).toSorted(([left], [right]) => (left < right ? -1 : 1)))
      : inner,
  );
}
