import { expect, it } from "vitest";
import { mendLink } from "./mend-link";

const PLACE = { tenant: "meridian", slug: "acme" };

it.each([
  ["V1", "Connection", "/meridian/providers/acme"],
  ["V3", "Connection", "/meridian/providers/acme/edit#/name"],
  ["V10.checks", "Security", "/meridian/signature?provider=acme"],
  ["V20", "Configuration", "/meridian/providers/acme"],
  ["V26", "Configuration", "/meridian/providers/acme/edit#/config/credentials"],
  ["V27.defaults", "Configuration", "/meridian/providers/acme/edit#/config/config"],
  ["V30.ANY", "Demo checks", "/meridian/checks?provider=acme&demo=true&window=1h"],
  ["V60", "Template", "/meridian/providers/acme/edit#/config/check_template"],
  ["V62", "Template", "/meridian/notifications?provider=acme&window=1h"],
  ["V65", "Template", "/meridian/providers/acme/edit#/connector"],
] as const)("%s leads to the place where it is mended", (id, group, href) => {
  expect(mendLink({ id, group }, PLACE).href).toBe(href);
});
