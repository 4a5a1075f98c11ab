import type { MendLink } from "@/components/validation/validation-item";
import type { ValidationTest } from "@/lib/validation/test-case";

type Place = { tenant: string; slug: string };

/** The part of the definition that a test is about, as the editor's address takes it: a JSON pointer. */
const PARTS: Record<string, { part: string; label: string }> = {
  V3: { part: "/name", label: "Edit the name" },
  V21: { part: "/config/check_type", label: "Edit the check type" },
  V22: { part: "/config/check_template", label: "Edit the check template" },
  V23: { part: "/config/check_template", label: "Edit the check template" },
  V24: { part: "/config/supported_countries", label: "Edit the countries" },
  V25: { part: "/config/pricing", label: "Edit pricing" },
  V26: { part: "/config/credentials", label: "Edit the credentials" },
  V27: { part: "/config/config", label: "Edit the configuration fields" },
  V28: { part: "/config/supported_features", label: "Edit the features" },
  V65: { part: "/connector", label: "Edit the connector" },
};

/** Where a failed test is mended: the part of the provider it is about, or the tool that shows why. */
export function mendLink(
  { id, group }: Pick<ValidationTest, "id" | "group">,
  { tenant, slug }: Place,
): MendLink {
  const provider = `/${tenant}/providers/${slug}`;
  const part = PARTS[id.split(".")[0] ?? ""];
  if (part !== undefined) return { label: part.label, href: `${provider}/edit#${part.part}` };
  switch (group) {
    case "Connection":
    case "Configuration":
      return { label: "Look at the URL and the keys", href: provider };
    case "Security":
      return {
        label: "Look at it in the signature debugger",
        href: `/${tenant}/signature?provider=${slug}`,
      };
    case "Demo checks":
      return { label: "See its demo checks", href: `/${tenant}/checks?provider=${slug}&demo=true&window=1h` };
    case "Template":
      return id.startsWith("V62")
        ? {
            label: "See its notifications",
            href: `/${tenant}/notifications?provider=${slug}&window=1h`,
          }
        : { label: "Edit the check template", href: `${provider}/edit#/config/check_template` };
  }
}
