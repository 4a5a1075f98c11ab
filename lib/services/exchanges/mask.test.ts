import { describe, expect, it } from "vitest";
import { maskBody, maskJson, maskRefusal } from "./mask";

const masked = (value: unknown) => JSON.parse(maskBody(JSON.stringify(value))) as unknown;
const refusal = (value: unknown) => JSON.parse(maskRefusal(JSON.stringify(value))) as unknown;

describe("a masked body", () => {
  it("shows ids and codes and hides what may be about a person", () => {
    expect(
      masked({ reference: "r-1", check_input: { given_names: ["Ada"], dob: "1990-01-31", height: 170 } }),
    ).toEqual({ reference: "r-1", check_input: { given_names: ["•••"], dob: "••••••••••", height: "•" } });
  });

  it("ends where it is nested too deeply to be read", () => {
    const deep: unknown = JSON.parse(`${"[".repeat(20_000)}1${"]".repeat(20_000)}`);
    expect(JSON.stringify(maskJson({ body: deep }))).toBe(`{"body":${"[".repeat(100)}"•"${"]".repeat(100)}}`);
  });

  it("shows the message of a protocol error, but not its personal parts", () => {
    expect(
      masked({
        errors: [
          {
            type: "INVALID_CHECK_INPUT",
            message: "The address of ada@example.com is missing.",
            data: { dob: "x" },
          },
          { type: "INTEGRATION", message: "HTTP 502 from the mapping, line 12." },
        ],
      }),
    ).toEqual({
      errors: [
        { type: "INVALID_CHECK_INPUT", message: "The address of ••• is missing.", data: { dob: "•" } },
        { type: "INTEGRATION", message: "HTTP 502 from the mapping, line 12." },
      ],
    });
  });

  it("hides what a provider wrote, and messages that are no protocol error's", () => {
    expect(masked({ errors: [{ type: "PROVIDER_MESSAGE", message: "Ada died" }], message: "Ada" })).toEqual({
      errors: [{ type: "PROVIDER_MESSAGE", message: "••••••••" }],
      message: "•••",
    });
  });
});

describe("Maxsight's refusal", () => {
  it("says what was not liked, in whatever form", () => {
    expect(refusal({ message: "Check 0190c1d2-0000-7000-8000-0000000000aa is closed." })).toEqual({
      message: "Check 0190c1d2-0000-7000-8000-0000000000aa is closed.",
    });
    expect(refusal({ errors: ["Reference unknown."], detail: "Since 2024-05-06." })).toEqual({
      errors: ["Reference unknown."],
      detail: "Since •••.",
    });
    expect(refusal({ errors: [{ message: "No such check." }], entity: { name: "Ada" } })).toEqual({
      errors: [{ message: "No such check." }],
      entity: { name: "•••" },
    });
  });

  it("that is no JSON is shown as it begins", () => {
    expect(maskRefusal("<h1>403 Forbidden</h1> ask ops@example.com")).toBe("<h1>403 Forbidden</h1> ask •••");
    expect(maskRefusal("x".repeat(600))).toBe(`${"x".repeat(500)}… (600 characters)`);
    expect(maskRefusal("")).toBe("");
  });
});
