import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const SCRIPT = `
  import { numberOptions } from "./number-options.ts";
  const specs = { rounds: { value: 3, means: "turns" }, lanes: { value: 0.5, means: "at a time" } };
  console.log(JSON.stringify(numberOptions(process.argv.slice(1), "npm run sample", specs)));
`;

/** In a process of its own, because it ends it. */
function run(...words: string[]) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ["--import", "tsx", "--input-type=module", "--eval", SCRIPT, "--", ...words],
    { cwd: fileURLToPath(new URL(".", import.meta.url)), encoding: "utf8" },
  );
  return { status, stdout, stderr };
}

describe("the options of a bench", () => {
  it("are numbers with defaults", () => {
    expect(run("--rounds", "7")).toEqual({ status: 0, stdout: '{"rounds":7,"lanes":0.5}\n', stderr: "" });
  });

  it("are explained", () => {
    expect(run("--help")).toEqual({
      status: 0,
      stdout:
        "npm run sample -- [options]\n\n  --rounds N  turns (default 3)\n  --lanes N   at a time (default 0.5)\n",
      stderr: "",
    });
  });

  it.each([
    [["--turns", "7"], "Unknown option '--turns'; --help lists the options.\n"],
    [["--rounds", "many"], "--rounds takes a number; --help lists the options.\n"],
    [["7"], "Unexpected argument '7'; --help lists the options.\n"],
  ])("refuse %j in one line", (words, stderr) => {
    expect(run(...words)).toEqual({ status: 2, stdout: "", stderr });
  });
});
