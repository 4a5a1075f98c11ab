import { expect, it } from "vitest";
import { isLostSocketEcho } from "./lost-socket";

it("knows the driver's echo by its message and its origin together", () => {
  const message = "Cannot read properties of null (reading 'write')";
  expect(
    isLostSocketEcho({
      message,
      stack: `TypeError: ${message}\n    at nextWrite (node_modules/postgres/src/connection.js:255:22)`,
    }),
  ).toBe(true);
  expect(
    isLostSocketEcho({
      message,
      stack: `TypeError: ${message}\n    at ours (lib/http/protocol/node-door.ts:1:1)`,
    }),
  ).toBe(false);
  expect(isLostSocketEcho({ message: "boom", stack: "at postgres/src/connection.js" })).toBe(false);
});
