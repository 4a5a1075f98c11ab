import { describe, expect, it } from "vitest";
import { chosenPair } from "./view";

describe("chosenPair", () => {
  it("compares what is published with what was before", () => {
    expect(chosenPair({ from: null, to: null }, 5)).toEqual({ from: 4, to: 5 });
    expect(chosenPair({ from: null, to: 3 }, 5)).toEqual({ from: 2, to: 3 });
  });

  it("takes any two, in either direction", () => {
    expect(chosenPair({ from: 5, to: 1 }, 5)).toEqual({ from: 5, to: 1 });
  });

  it("compares nothing where one of them is not there", () => {
    expect(chosenPair({ from: null, to: null }, 1)).toBeNull();
    expect(chosenPair({ from: 2, to: 9 }, 5)).toBeNull();
  });
});
