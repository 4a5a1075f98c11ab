import type { MendLink } from "@/components/validation/validation-item";
import type { ValidationTest } from "@/lib/validation/test-case";

type Place = { tenant: string; slug: string };

/** Where a failed test is mended: the part of the provider it is about, or the tool that shows why. */
export function mendLink(
  { id, group }: Pick<ValidationTest, "id" | "group">,
  { tenant, slug }: Place,
): MendLink {
  const provider = `/${tenant}/providers/${slug}`;
  const contract = { label: "Open the Maxsight contract", href: `${provider}?tab=contract` };
  switch (group) {
    case "Connection":
      return id === "V2" || id === "V3"
        ? contract
        : { label: "Look at the URL and the keys", href: `${provider}?tab=keys` };
    case "Security":
      return {
        label: "Look at it in the signature debugger",
        href: `/${tenant}/signature?provider=${slug}`,
      };
    case "Configuration":
      return contract;
    case "Demo checks":
      return { label: "See its demo checks", href: `/${tenant}/checks?provider=${slug}&demo=true&window=1h` };
    case "Template":
      return id.startsWith("V62")
        ? {
            label: "See its notifications",
            href: `/${tenant}/notifications?provider=${slug}&window=1h`,
          }
        : { label: "Open the connector", href: `${provider}?tab=connector` };
  }
}
