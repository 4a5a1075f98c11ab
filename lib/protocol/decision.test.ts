import { describe, expect, it } from "vitest";
import { decisionOf } from "./decision";
import type { ResultOutcome } from "./outcome";

const result = (parts: Omit<ResultOutcome, "kind">): ResultOutcome => ({ kind: "result", ...parts });
const match = (database_type: string, ...fields: string[]) => ({
  count: fields.length === 0 ? 0 : 1,
  database_name: "D",
  database_type,
  matched_fields: fields,
});
const identity = (...matches: ReturnType<typeof match>[]) =>
  result({ output: { entity_type: "INDIVIDUAL", electronic_id_check: { matches } } });
const documents = (...passed: (boolean | null)[]) =>
  result({ output: { documents: passed.map((all_passed) => ({ verification_result: { all_passed } })) } });

describe("decisionOf", () => {
  it("knows nothing of a pending check, and errors are errors", () => {
    expect(decisionOf("IDENTITY_CHECK", { kind: "pending" })).toBeNull();
    expect(
      decisionOf("COMPANY_DATA", { kind: "errors", errors: [{ type: "INTEGRATION", message: "x" }] }),
    ).toBe("ERROR");
  });

  it("takes the decision of a custom check as it is", () => {
    expect(decisionOf("COMPANY_CUSTOM", result({ result: { decision: "WARN" } }))).toBe("WARN");
    expect(decisionOf("COMPANY_CUSTOM", result({}))).toBeNull();
  });

  it.each([
    ["Pass", "PASS"],
    ["2+2", "PASS"],
    ["1+1", "PARTIAL"],
    ["Fail", "FAIL"],
    ["Error", "ERROR"],
  ] as const)("reads the identity result %s as %s", (text, decision) => {
    expect(decisionOf("IDENTITY_CHECK", result({ result: text }))).toBe(decision);
  });

  it("counts databases that confirm the identity; the dead do not pass", () => {
    const roll = match("CIVIL", "FORENAME", "SURNAME", "ADDRESS");
    const credit = match("CREDIT", "FORENAME", "SURNAME", "DOB");
    expect(decisionOf("IDENTITY_CHECK", identity(match("CIVIL")))).toBe("FAIL");
    expect(decisionOf("IDENTITY_CHECK", identity(roll, match("CREDIT", "SURNAME")))).toBe("PARTIAL");
    expect(decisionOf("IDENTITY_CHECK", identity(roll, { ...credit, database_type: "IGNORED" }))).toBe(
      "PARTIAL",
    );
    expect(decisionOf("IDENTITY_CHECK", identity(roll, credit))).toBe("PASS");
    expect(
      decisionOf("IDENTITY_CHECK", identity(roll, credit, match("MORTALITY", "FORENAME", "SURNAME"))),
    ).toBe("FAIL");
  });

  it("reads documents and hits, and leaves company data to Maxsight", () => {
    expect(decisionOf("DOCUMENT_FETCH", documents(true, true))).toBe("PASS");
    expect(decisionOf("DOCUMENT_FETCH", documents(true, false))).toBe("FAIL");
    expect(decisionOf("DOCUMENT_FETCH", documents(true, null))).toBeNull();
    expect(decisionOf("DOCUMENT_CAPTURE", documents())).toBeNull();
    const hits = (...statuses: string[]) =>
      result({ output: { screening_hits: statuses.map((status) => ({ status })) } });
    expect(decisionOf("PEPS_AND_SANCTIONS_SCREEN", hits())).toBe("PASS");
    expect(decisionOf("PEPS_AND_SANCTIONS_SCREEN", hits("MISMATCH"))).toBe("PASS");
    expect(decisionOf("COMPANY_PEPS_AND_SANCTIONS_SCREEN", hits("MISMATCH", "UNRESOLVED"))).toBe("WARN");
    expect(decisionOf("COMPANY_DATA", result({ output: {} }))).toBeNull();
  });
});
