import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { validateCheckInput } from "../check-input";
import { validateOutcome } from "../check-output";
import { CHECK_TYPES } from "../check-type";
import { Outcome } from "../outcome";
import { demoValuesFor } from "./demo-values";
import { NOTICE, demo, documentOf, everything, inputFor } from "./testing/sample-demo";
import { anyText as hostileText } from "../testing/any-text";

describe.each(CHECK_TYPES)("%s", (checkType) => {
  const document = everything(checkType);

  it("has a sample input that is valid", () => {
    expect(validateCheckInput(checkType, document, inputFor(checkType))).toEqual([]);
  });

  it.each(demoValuesFor(document).map((entry) => entry.value))(
    "answers %s as a live check would",
    (value) => {
      const outcome = demo(document, value);
      expect(Outcome.safeParse(outcome).error).toBeUndefined();
      expect(validateOutcome(checkType, outcome)).toEqual([]);
      expect(outcome.providerData).toBe(NOTICE);
      const isUnsupported =
        outcome.kind === "errors" && outcome.errors[0]?.type === "UNSUPPORTED_DEMO_RESULT";
      expect(isUnsupported).toBe(false);
    },
  );

  it("gives the prescribed errors", () => {
    const typeOf = (value: string) => {
      const outcome = demo(document, value);
      return outcome.kind === "errors" ? outcome.errors.map((error) => error.type) : outcome.kind;
    };
    expect(typeOf("ANY")).toBe("result");
    expect(typeOf("ANY_CHARGE")).toBe("result");
    expect(typeOf("ERROR_INVALID_CREDENTIALS")).toEqual(["INVALID_CREDENTIALS"]);
    expect(typeOf("ERROR_ANY_PROVIDER_MESSAGE")).toEqual(["PROVIDER_MESSAGE"]);
    expect(typeOf("ERROR_CONNECTION_TO_PROVIDER")).toEqual(["PROVIDER_CONNECTION"]);
  });

  it.each(["", "any", "NO_SUCH_RESULT", "__proto__", "constructor", "né pas/../?", "ANY\n"])(
    "does not support %j",
    (value) => {
      expect(demo(document, value)).toEqual({
        kind: "errors",
        errors: [{ type: "UNSUPPORTED_DEMO_RESULT", message: "Demo result is not supported." }],
        providerData: NOTICE,
      });
    },
  );

  it("offers resources only where they are declared", () => {
    const outcome = demo(document, "EXTERNAL_RESOURCE_EMBED");
    expect(outcome).toMatchObject({
      kind: "result",
      externalResources: [
        { type: "EMBED", url: "https://example.com/demo-resource", label: "Demo resource" },
      ],
    });
    expect(demo(documentOf(checkType), "EXTERNAL_RESOURCE_LINK")).toMatchObject({
      errors: [{ type: "UNSUPPORTED_DEMO_RESULT" }],
    });
  });

  it("never throws, whatever the value and the input", () => {
    const anyInput = fc.dictionary(
      fc.constantFrom(
        "entity_type",
        "personal_details",
        "address_history",
        "documents",
        "metadata",
        "external_refs",
      ),
      fc.jsonValue({ maxDepth: 3 }),
    );
    const anyValue = fc.oneof(
      fc.constantFrom(...demoValuesFor(document).map((entry) => entry.value)),
      hostileText,
    );
    fc.assert(
      fc.property(anyValue, anyInput, (value, input) => {
        expect(["result", "errors"]).toContain(demo(document, value, input).kind);
      }),
      { numRuns: 50 },
    );
  });
});
