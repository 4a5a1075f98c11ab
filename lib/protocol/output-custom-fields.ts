import { z } from "zod";

/** Limits of PROTOCOL 6.8. */
const MAX_FIELDS = 20;
export const MAX_CUSTOM_FIELD_LENGTH = 1024;

const PREFIXES = { STRING: "s_", BOOLEAN: "b_", DECIMAL: "n_" } as const;

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
