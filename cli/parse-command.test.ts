import { describe, expect, it } from "vitest";
import { COMMANDS } from "./commands/all";
import { SIMULATE } from "./commands/simulate";
import { commandHelp, overviewHelp } from "./help";
import { parseCommand } from "./parse-command";

describe("a command line", () => {
  it("gives flags, repeated flags and arguments", () => {
    const input = parseCommand(SIMULATE, [
      "http://127.0.0.1/",
      "--secret",
      "s",
      "--fault",
      "replay",
      "--fault",
      "skip-ready",
      "--json",
    ]);
    expect(input.args).toEqual(["http://127.0.0.1/"]);
    expect(input.text("secret")).toBe("s");
    expect(input.texts("fault")).toEqual(["replay", "skip-ready"]);
    expect([input.json, input.on("live"), input.help]).toEqual([true, false, false]);
  });

  it.each([
    [["http://x/", "--secrt"], "Unknown option '--secrt'. See: gatehouse simulate --help"],
    [["--secret", "s"], "simulate needs <integration-url>. See: gatehouse simulate --help"],
    [["http://x/"], "simulate needs --secret base64. See: gatehouse simulate --help"],
    [["http://x/", "y", "--secret", "s"], 'simulate does not take "y". See: gatehouse simulate --help'],
  ])("%j is refused in one sentence", (words, sentence) => {
    expect(() => parseCommand(SIMULATE, words)).toThrow(sentence);
  });

  it("needs nothing but --help to get help", () => {
    expect(parseCommand(SIMULATE, ["--help"]).help).toBe(true);
  });
});

describe("help", () => {
  it("lists every command", () => {
    const overview = overviewHelp(COMMANDS);
    for (const { name, summary } of COMMANDS)
      expect(overview).toMatch(new RegExp(`  ${name} +${summary.slice(0, 20)}`));
  });

  it.each(COMMANDS.map((command) => [command.name, command] as const))(
    "of %s explains its flags with an example",
    (name, command) => {
      const help = commandHelp(command);
      expect(command.examples.length).toBeGreaterThan(0);
      for (const example of command.examples) expect(example.startsWith(name)).toBe(true);
      for (const flag of Object.keys(command.flags)) expect(help).toContain(`--${flag}`);
    },
  );
});
