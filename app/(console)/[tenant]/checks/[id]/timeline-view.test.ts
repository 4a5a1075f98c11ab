import { describe, expect, it } from "vitest";
import { shownPath } from "./timeline-view";

describe("paths in the timeline", () => {
  it.each([
    ["/p/acme-identity/checks", "/checks"],
    ["/p/acme-identity/checks/2741ba22-ed86-419b-8bb2-3db7162cb0c6/ready", "…/ready"],
    ["/gateway/p/acme-identity/checks/x/complete?a=1", "…/complete"],
    ["https://api.eu.maxsight.com/integrations/v1/callbacks", "…/callbacks"],
    ["https://api.acme.test/v2/sessions/2741ba22-ed86-419b-8bb2-3db7162cb0c6", "/v2/sessions/2741ba22…b0c6"],
  ])("%s is shown as %s", (url, shown) => expect(shownPath(url, "acme-identity")).toBe(shown));
});
