import { z } from "zod";
import type { InputIssue } from "@/lib/errors";
import { jsonPointer } from "./input-issues";
import type { ResultOutcome } from "./outcome";

/** Limits of PROTOCOL 6.8. */
const MAX_FIELDS = 20;
const MAX_VALUE_LENGTH = 1024;

const PREFIXES = { STRING: "s_", BOOLEAN: "b_", DECIMAL: "n_" } as const;
const JS_TYPES = { STRING: "string", BOOLEAN: "boolean", DECIMAL: "number" } as const;

const CustomField = z.strictObject({
  type: z.enum(["STRING", "BOOLEAN", "DECIMAL"]),
  label: z.string().min(1),
});

/**
 * `output_custom_fields` (PROTOCOL 6.8). The inside of an entry is not published: `type` and `label` are our reading (OPEN
 * 19), which is why the feature is off unless a document declares it.
 */
export const OutputCustomFields = z
  .strictObject({ version: z.literal("1"), fields: z.record(z.string(), CustomField) })
  .superRefine(({ fields }, ctx) => {
    const entries = Object.entries(fields);
    if (entries.length > MAX_FIELDS) {
      ctx.addIssue({ code: "custom", path: ["fields"], message: `must have at most ${MAX_FIELDS} entries` });
    }
    for (const [name, field] of entries) {
      const prefix = PREFIXES[field.type];
      if (!name.startsWith(prefix) || name.length === prefix.length) {
        const message = `must begin with ${prefix} because its type is ${field.type}`;
        ctx.addIssue({ code: "custom", path: ["fields", name], message });
      }
    }
  });
export type OutputCustomFields = z.infer<typeof OutputCustomFields>;

type Declaring = { output_custom_fields?: OutputCustomFields | undefined };

/**
 * The outcome as it may be sent: `custom_fields` of the output holds every declared field, null where there is no value,
 * and no other (PROTOCOL 6.8). Issues instead, where a value has another type or is too long; pointers begin at the
 * outcome. An outcome without an output has nowhere to carry them (OPEN 19) and stays as it is.
 */
export function completeCustomFields(
  document: Declaring,
  outcome: ResultOutcome,
): { outcome: ResultOutcome } | { issues: InputIssue[] } {
  if (outcome.output === undefined) return { outcome };
  const { custom_fields: raw, ...output } = outcome.output;
  const declared = Object.entries(document.output_custom_fields?.fields ?? {});
  if (declared.length === 0) return { outcome: { ...outcome, output } };
  const given = new Map(Object.entries(isObject(raw) ? raw : {}));
  const issues = declared.flatMap(([name, field]) => valueIssues(name, field.type, given.get(name)));
  if (issues.length > 0) return { issues };
  const custom_fields = Object.fromEntries(declared.map(([name]) => [name, given.get(name) ?? null]));
  return { outcome: { ...outcome, output: { ...output, custom_fields } } };
}

function valueIssues(name: string, type: keyof typeof JS_TYPES, value: unknown): InputIssue[] {
  const path = jsonPointer(["output", "custom_fields", name]);
  if (value === undefined || value === null) return [];
  if (typeof value !== JS_TYPES[type]) return [{ path, message: `${name} must be a ${JS_TYPES[type]}.` }];
  if (typeof value !== "string" || value.length <= MAX_VALUE_LENGTH) return [];
  return [{ path, message: `${name} must have at most ${MAX_VALUE_LENGTH} characters.` }];
}

type JsonObject = NonNullable<ResultOutcome["output"]>;
type Json = JsonObject[string];

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);
