import { isObject } from "@/lib/simulator/inspect-answer";

type Json = Record<string, unknown>;

export type FieldProblem = { path: string; message: string; hint: string };

export type FieldProblems = { musts: FieldProblem[]; shoulds: FieldProblem[] };

const CREDENTIAL_TYPES = ["string", "password"];
const NUMBERS = ["number", "float", "integer"];
const CHOICES = ["set", "MultiSelect"];
const CONFIG_TYPES = ["string", "boolean", ...NUMBERS, ...CHOICES];
const TIDY_NAME = /^[a-z][a-z0-9_]*$/;

/** PROTOCOL 6.5. The type is advice: an accepted integration has one that is not legal. */
export function checkCredentialFields(section: unknown): FieldProblems {
  const fields = fieldsOf(section);
  if (fields === null || fields.length === 0) {
    return {
      musts: [
        problem(
          "/credentials/fields",
          "there is no credential",
          "Declare at least one credential field (PROTOCOL 6.1).",
        ),
      ],
      shoulds: [],
    };
  }
  const musts = [
    ...nameProblems(fields, "/credentials/fields"),
    ...labelProblems(fields, "/credentials/fields"),
  ];
  const shoulds = fields.flatMap((field, index) =>
    CREDENTIAL_TYPES.includes(String(field["type"]))
      ? []
      : [
          problem(
            `/credentials/fields/${index}/type`,
            `${JSON.stringify(field["type"])} is not legal`,
            "Use string or password (PROTOCOL 6.5).",
          ),
        ],
  );
  return { musts, shoulds };
}

/** PROTOCOL 6.6, in all legacy forms. A missing default is advice: an accepted integration has none. */
export function checkConfigFields(section: unknown): FieldProblems {
  const fields = fieldsOf(section);
  if (fields === null) {
    return {
      musts: [
        problem(
          "/config/fields",
          "is missing",
          'Send {"fields": []} when there is nothing to configure (PROTOCOL 6.1).',
        ),
      ],
      shoulds: [],
    };
  }
  const at = (index: number, member: string) => `/config/fields/${index}/${member}`;
  const musts = [
    ...nameProblems(fields, "/config/fields"),
    ...labelProblems(fields, "/config/fields"),
    ...fields.flatMap((field, index) => typeProblems(field, at(index, "type"))),
    ...fields.flatMap((field, index) => optionProblems(field, at(index, "options"))),
    ...fields.flatMap((field, index) => defaultProblems(field, at(index, "default"))),
    ...fields.flatMap((field, index) => rangeProblems(field, at(index, "default"))),
  ];
  const shoulds = fields.flatMap((field, index) => [
    ...(field["default"] === undefined
      ? [problem(at(index, "default"), "is missing", "Give every field a default (PROTOCOL 6.6).")]
      : []),
    ...(TIDY_NAME.test(String(field["name"]))
      ? []
      : [
          problem(
            at(index, "name"),
            `${JSON.stringify(field["name"])} is unusual`,
            "Use lower-case letters, digits and _.",
          ),
        ]),
  ]);
  return { musts, shoulds };
}

function fieldsOf(section: unknown): Json[] | null {
  const fields = isObject(section) ? section["fields"] : section;
  return Array.isArray(fields) ? fields.map((field: unknown) => (isObject(field) ? field : {})) : null;
}

function nameProblems(fields: readonly Json[], path: string): FieldProblem[] {
  const names = fields.map((field) => field["name"]);
  return names.flatMap((name, index) => {
    if (typeof name !== "string" || name === "")
      return [problem(`${path}/${index}/name`, "is missing", "Give every field a name (PROTOCOL 6.5, 6.6).")];
    if (names.indexOf(name) === index) return [];
    return [
      problem(`${path}/${index}/name`, `"${name}" is used twice`, "Give every field a name of its own."),
    ];
  });
}

function labelProblems(fields: readonly Json[], path: string): FieldProblem[] {
  return fields.flatMap((field, index) =>
    typeof field["label"] === "string"
      ? []
      : [
          problem(
            `${path}/${index}/label`,
            "is missing",
            "Give every field a label; users see it (PROTOCOL 6.5, 6.6).",
          ),
        ],
  );
}

function typeProblems(field: Json, path: string): FieldProblem[] {
  if (CONFIG_TYPES.includes(String(field["type"]))) return [];
  return [
    problem(
      path,
      `${JSON.stringify(field["type"])} is not a field type`,
      `Use one of ${CONFIG_TYPES.join(", ")} (PROTOCOL 6.6).`,
    ),
  ];
}

function optionProblems(field: Json, path: string): FieldProblem[] {
  if (!CHOICES.includes(String(field["type"]))) return [];
  return optionValues(field).length > 0
    ? []
    : [problem(path, "are missing", "List the options as {label, value} (PROTOCOL 6.6).")];
}

/** `{label, value}`, plain strings, or the older `items.options` (PROTOCOL 6.6). */
function optionValues(field: Json): unknown[] {
  const items = field["items"];
  const options = Array.isArray(field["options"])
    ? field["options"]
    : isObject(items)
      ? items["options"]
      : [];
  if (!Array.isArray(options)) return [];
  return options.map((option: unknown) => (isObject(option) ? option["value"] : option));
}

function defaultProblems(field: Json, path: string): FieldProblem[] {
  const value = field["default"];
  if (value === undefined || fits(field, value)) return [];
  return [
    problem(
      path,
      `${JSON.stringify(value)} does not fit the type`,
      `A default must be a valid ${String(field["type"])} value (PROTOCOL 6.6).`,
    ),
  ];
}

function fits(field: Json, value: unknown): boolean {
  const type = String(field["type"]);
  if (CHOICES.includes(type)) {
    const chosen: unknown[] = Array.isArray(value) ? value : [value];
    return value === null || chosen.every((choice) => optionValues(field).includes(choice));
  }
  switch (type) {
    case "boolean":
      return typeof value === "boolean";
    case "integer":
      return Number.isInteger(value);
    case "number":
    case "float":
      return typeof value === "number";
    // A string field may carry options, whose values need not be strings (PROTOCOL 6.6).
    case "string":
      return typeof value === "string" || optionValues(field).includes(value);
    default:
      return true;
  }
}

function rangeProblems(field: Json, path: string): FieldProblem[] {
  const { default: value, min_value: min, max_value: max } = field;
  if (!NUMBERS.includes(String(field["type"])) || typeof value !== "number") return [];
  const tooSmall = typeof min === "number" && value < min;
  const tooLarge = typeof max === "number" && value > max;
  return tooSmall || tooLarge
    ? [
        problem(
          path,
          `${value} is outside min_value and max_value`,
          "Choose a default inside the range (PROTOCOL 6.6).",
        ),
      ]
    : [];
}

const problem = (path: string, message: string, hint: string): FieldProblem => ({ path, message, hint });
