import { describe, expect, it } from "vitest";
import { parseTemplate } from "./template";

describe("parseTemplate", () => {
  it("splits text and expressions", () => {
    expect(parseTemplate("/checks/{{ providerReference }}/x{{a.b}}")).toEqual({
      parts: [
        { text: "/checks/" },
        { expression: "providerReference" },
        { text: "/x" },
        { expression: "a.b" },
      ],
    });
    expect(parseTemplate("plain")).toEqual({ parts: [{ text: "plain" }] });
    expect(parseTemplate("")).toEqual({ parts: [] });
  });

  it("lets an expression contain closing braces", () => {
    expect(parseTemplate('{{ {"a":{"b":1}}.a.b }}!')).toEqual({
      parts: [{ expression: '{"a":{"b":1}}.a.b' }, { text: "!" }],
    });
    expect(parseTemplate("{{ '}}' }}")).toEqual({ parts: [{ expression: "'}}'" }] });
  });

  it("says where an expression is wrong, and when one is never closed", () => {
    expect(parseTemplate("/x/{{ a + }}")).toMatchObject({ offset: 5, problem: { position: 5 } });
    expect(parseTemplate("/x/{{ a")).toMatchObject({ problem: { message: "{{ is never closed by }}" } });
  });
});
