import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { signExternalLink, verifyExternalLink } from "./external-link";
import { anyText as hostileText } from "./testing/any-text";

const KEY = new Uint8Array(32).map((_, index) => index);
const OTHER_KEY = new Uint8Array(32).fill(7);
const AUDITEE = "59fcb6e0-0a7f-4d09-ad55-1b331109218d";
const NOW_MS = 1_710_268_846_000;

const sign = (url: string, customData?: string) =>
  signExternalLink({
    url,
    key: KEY,
    auditeeId: AUDITEE,
    nowMs: NOW_MS,
    ...(customData === undefined ? {} : { customData }),
  });
const verify = (url: string, nowMs = NOW_MS) => verifyExternalLink({ url, keys: [KEY], nowMs });

const LINK = sign("https://gate.test/p/acme/resources/1");

describe("signExternalLink", () => {
  it("keeps an existing query and fragment", () => {
    expect(sign("https://gate.test/a?b=c#d")).toMatch(
      /^https:\/\/gate\.test\/a\?b=c&version=1&valid_until=1710269146&.*#d$/,
    );
  });
});

describe("verifyExternalLink", () => {
  it("takes its own links until five minutes have passed", () => {
    const taken = { ok: true, auditeeId: AUDITEE, customData: null, keyIndex: 0 };
    expect(verify(LINK)).toEqual(taken);
    expect(verify(LINK, NOW_MS + 300_000)).toEqual(taken);
    expect(verify(LINK, NOW_MS + 301_000)).toEqual({ ok: false, status: 404, reason: "expired" });
  });

  it("says which of several keys signed", () => {
    expect(verifyExternalLink({ url: LINK, keys: [OTHER_KEY, KEY], nowMs: NOW_MS })).toMatchObject({
      ok: true,
      keyIndex: 1,
    });
    expect(verifyExternalLink({ url: LINK, keys: [], nowMs: NOW_MS })).toMatchObject({
      reason: "signature_mismatch",
    });
  });

  it("takes a signature without padding, in the standard alphabet, or unescaped", () => {
    expect(verify(LINK.replace("%3D", "")).ok).toBe(true);
    expect(verify(LINK.replace("%3D", "=")).ok).toBe(true);
    const [signed, signature = ""] = LINK.split("&signature=");
    const standard = signature.replaceAll("-", "%2B").replaceAll("_", "%2F");
    expect(verify(`${signed}&signature=${standard}`).ok).toBe(true);
  });

  it.each([
    ["without version", LINK.replace("version=1&", ""), 400, "missing_parameter"],
    ["without a signature", LINK.replace(/&signature=.*/, ""), 400, "missing_parameter"],
    ["with an empty auditee", LINK.replace(AUDITEE, ""), 400, "missing_parameter"],
    [
      "with a parameter twice",
      LINK.replace("version=1&", "version=1&version=1&"),
      400,
      "duplicate_parameter",
    ],
    ["of version 2", LINK.replace("version=1", "version=2"), 400, "unsupported_version"],
    ["with an auditee that is no UUID", LINK.replace(AUDITEE, "me"), 400, "invalid_auditee"],
    ["valid until soon", LINK.replace("1710269146", "soon"), 404, "invalid_valid_until"],
    ["valid for longer", LINK.replace("1710269146", "1710269147"), 404, "signature_mismatch"],
    ["for another resource", LINK.replace("resources/1", "resources/2"), 404, "signature_mismatch"],
    ["over http", LINK.replace("https:", "http:"), 404, "signature_mismatch"],
    ["with a broken signature", LINK.replace(/signature=.*/, "signature=%%%"), 404, "signature_mismatch"],
    ["that is no URL", "nonsense", 400, "missing_parameter"],
  ])("refuses a link %s", (_, url, status, reason) => {
    expect(verify(url)).toEqual({ ok: false, status, reason });
  });

  it("round-trips any path, query and custom data", () => {
    const path = fc.array(fc.constantFrom("a", "b%2Fc", "ü", "~", ";x=1", "?q=1&r", "#top"), {
      maxLength: 6,
    });
    const anyUrl = path.map((parts) => `https://gate.test/${parts.join("/")}`);
    const anyData = fc
      .array(fc.constantFrom("a", "=", "&", "+", " ", "%", "é", "😀", "#"))
      .map((parts) => parts.join(""));
    fc.assert(
      fc.property(anyUrl, anyData, (url, customData) => {
        expect(verify(sign(url, customData))).toMatchObject({ ok: true, customData });
      }),
    );
  });

  it("never throws", () => {
    fc.assert(
      fc.property(hostileText, (url) => {
        expect(verify(`https://x/?${url}`).ok).toBe(false);
      }),
    );
  });
});
