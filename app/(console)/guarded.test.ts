import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

/*
 * Every page, route and action of the console asks who is signed in and in which tenant, itself: the proxy is only a
 * convenience and a layout is not run for actions. This reads the sources, so that a new one cannot be forgotten.
 */
const root = fileURLToPath(new URL(".", import.meta.url));
const files = readdirSync(root, { recursive: true, encoding: "utf8" })
  .filter((name) => /\.tsx?$/.test(name) && !name.includes(".test."))
  .map((name) => join(root, name));
const sources = new Map(files.map((file) => [file, readFileSync(file, "utf8")]));
const ASKS = /\b(openConsole|findConsole)\(/;

type Import = { names: string[]; file: string };

function importsOf(file: string): Import[] {
  const text = sources.get(file) ?? "";
  return [...text.matchAll(/import (?:type )?\{([^}]*)\} from "(\.[^"]*)"/g)].flatMap(([, names, path]) => {
    const base = join(dirname(file), path ?? "");
    const target = [`${base}.ts`, `${base}.tsx`].find((candidate) => existsSync(candidate));
    const plain = (names ?? "").split(",").map((name) => name.trim().split(" ")[0] ?? "");
    return target === undefined ? [] : [{ names: plain.filter(Boolean), file: target }];
  });
}

/** The body of each top-level function, by name. */
function functionsOf(file: string): Map<string, string> {
  const text = sources.get(file) ?? "";
  const starts = [...text.matchAll(/^(?:export )?(?:default )?(?:async )?(?:function|const) (\w+)/gm)];
  return new Map(
    starts.map((match, index) => [match[1] ?? "", text.slice(match.index, starts[index + 1]?.index)]),
  );
}

/** Whether a function asks, itself or through one it calls. */
function asks(file: string, name: string, seen = new Set<string>()): boolean {
  const key = `${file}#${name}`;
  if (seen.has(key)) return false;
  seen.add(key);
  const body = functionsOf(file).get(name);
  if (body === undefined) return false;
  if (ASKS.test(body)) return true;
  const calls = (called: string) => new RegExp(`\\b${called}\\(`).test(body);
  const local = [...functionsOf(file).keys()].some(
    (called) => called !== name && calls(called) && asks(file, called, seen),
  );
  return (
    local ||
    importsOf(file).some((imported) =>
      imported.names.some((called) => calls(called) && asks(imported.file, called, seen)),
    )
  );
}

function entriesOf(file: string): string[] {
  const text = sources.get(file) ?? "";
  const exported = [...text.matchAll(/^export (?:default )?async function (\w+)/gm)].map(
    ([, name]) => name ?? "",
  );
  if (/^"use server";/m.test(text)) return exported;
  if (/\/(page|layout)\.tsx$/.test(file)) {
    return [...text.matchAll(/^export default (?:async )?function (\w+)/gm)].map(([, name]) => name ?? "");
  }
  return file.endsWith("/route.ts") ? exported : [];
}

const ENTRIES = files.flatMap((file) =>
  entriesOf(file).map((name) => ({ file, name, label: `${relative(root, file)} ${name}` })),
);

describe("everything of the console that can be called", () => {
  it("is found by this test", () => {
    expect(ENTRIES.length).toBeGreaterThan(60);
  });

  it.each(ENTRIES.filter(({ file }) => file !== join(root, "page.tsx")))(
    "$label asks who is signed in",
    ({ file, name }) => {
      expect(asks(file, name)).toBe(true);
    },
  );
});
