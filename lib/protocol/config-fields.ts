import { z } from "zod";

/**
 * Key in `provider_config` and `provider_credentials`. Ours would be lower case (OPEN 17); capitals are allowed because an
 * integration that moves here must keep the names its customers already use (PROTOCOL 6.1).
 */
const FieldName = z
  .string()
  .max(64)
  .regex(/^[A-Za-z][A-Za-z0-9_]*$/, "must be letters, digits and underscores, beginning with a letter");
const Label = z.string().min(1).max(200);

/** PROTOCOL 6.5. `password` only masks the input. */
export const CredentialField = z.strictObject({
  type: z.enum(["string", "password"]),
  name: FieldName,
  label: Label,
});
export type CredentialField = z.infer<typeof CredentialField>;

const Option = z.strictObject({ label: Label, value: z.string().min(1) });
const Options = z.array(Option).min(1);

const COMMON = {
  name: FieldName,
  label: Label,
  subtext: z.string().optional(),
  required: z.boolean().optional(),
};

const numeric = <Value extends z.ZodNumber>(value: Value) => ({
  ...COMMON,
  default: value,
  min_value: value.optional(),
  max_value: value.optional(),
  step_value: value.positive().optional(),
});

/** PROTOCOL 6.6 in the documented form; every field declares a default. */
export const ConfigField = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("string"), ...COMMON, default: z.string() }),
  z.strictObject({ type: z.literal("boolean"), ...COMMON, default: z.boolean() }),
  z.strictObject({ type: z.literal("number"), ...numeric(z.number()) }),
  z.strictObject({ type: z.literal("float"), ...numeric(z.number()) }),
  z.strictObject({ type: z.literal("integer"), ...numeric(z.int()) }),
  z.strictObject({
    type: z.literal("set"),
    ...COMMON,
    options: Options,
    default: z.array(z.string()).nullable(),
  }),
  z.strictObject({
    type: z.literal("MultiSelect"),
    ...COMMON,
    options: Options,
    // Described as a drop-down: one value, several, or none (PROTOCOL 6.7, OPEN 14).
    default: z.union([z.string(), z.array(z.string())]).nullable(),
  }),
]);
export type ConfigField = z.infer<typeof ConfigField>;

export type FieldProblem = { member: string; message: string };

/**
 * What is wrong with a value of this field beyond its JSON type: range, step, options (PROTOCOL 6.6). Used for declared
 * defaults and for the values Maxsight sends; `message` follows the field's name.
 */
export function valueProblem(field: ConfigField, value: ConfigField["default"]): string | null {
  switch (field.type) {
    case "string":
    case "boolean":
      return null;
    case "number":
    case "float":
    case "integer":
      return typeof value === "number" ? rangeProblem(field, value) : "must be a number";
    case "set":
    case "MultiSelect":
      return optionProblem(field, value);
  }
}

type NumericField = Extract<ConfigField, { type: "number" | "float" | "integer" }>;
type OptionField = Extract<ConfigField, { type: "set" | "MultiSelect" }>;

function rangeProblem(field: NumericField, value: number): string | null {
  if (field.type === "integer" && !Number.isInteger(value)) return "must be a whole number";
  const { min_value: min, max_value: max, step_value: step } = field;
  if (min !== undefined && value < min) return `must be at least ${min}`;
  if (max !== undefined && value > max) return `must be at most ${max}`;
  if (step !== undefined && !isOnStep(value - (min ?? 0), step))
    return `must be a multiple of ${step} from ${min ?? 0}`;
  return null;
}

/** Decimal steps such as 0.1 are not exact in binary, so a hair's breadth is forgiven. */
function isOnStep(distance: number, step: number): boolean {
  const steps = distance / step;
  return Math.abs(steps - Math.round(steps)) < 1e-9 * Math.max(1, Math.abs(steps));
}

function optionProblem(field: OptionField, value: ConfigField["default"]): string | null {
  if (value === null) return null;
  const chosen = Array.isArray(value) ? value : [String(value)];
  const known = new Set(field.options.map((option) => option.value));
  const unknown = chosen.find((choice) => !known.has(choice));
  return unknown === undefined ? null : `has no option ${JSON.stringify(unknown)}`;
}

/** The rules among the members of one field, and whether its default keeps them (PROTOCOL 6.6). */
export function fieldProblems(field: ConfigField): FieldProblem[] {
  const problems: FieldProblem[] = [];
  if (
    "min_value" in field &&
    "max_value" in field &&
    (field.min_value ?? -Infinity) > (field.max_value ?? Infinity)
  ) {
    problems.push({ member: "min_value", message: `min_value of "${field.name}" is above its max_value` });
  } else {
    const problem = valueProblem(field, field.default);
    if (problem !== null)
      problems.push({ member: "default", message: `default of "${field.name}" ${problem}` });
  }
  if ("options" in field) {
    const values = field.options.map((option) => option.value);
    const twice = values.find((value, index) => values.indexOf(value) !== index);
    if (twice !== undefined) {
      problems.push({
        member: "options",
        message: `options of "${field.name}" have the value "${twice}" twice`,
      });
    }
  }
  return problems;
}
