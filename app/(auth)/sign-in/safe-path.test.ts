import { describe, expect, it } from "vitest";
import { safePath } from "./safe-path";

describe("where the sign-in leads to", () => {
  it.each(["/acme", "/acme/checks?state=finished&from=2026-01-01", "/"])("may be %s", (path) => {
    expect(safePath(path)).toBe(path);
  });

  it.each([
    "//evil.example/",
    "/\\evil.example/",
    "/\t/evil.example/",
    "/\n\\evil.example/",
    "https://evil.example/",
    "javascript:alert(1)",
    "evil.example",
    "",
    undefined,
    ["/acme"],
  ])("is the start for %j", (next) => {
    expect(safePath(next)).toBe("/");
  });

  it("never begins with two slashes, whatever a path is made of", () => {
    expect(safePath("/./%2e//evil.example")).not.toMatch(/^\/[/\\]/);
    expect(safePath("/.//evil.example")).not.toMatch(/^\/[/\\]/);
  });
});
