import { expect, test } from "vitest";
import { parseStartArguments } from "./arguments.mjs";

test("without options it listens on 4400 and seeds into .gatehouse", () => {
  expect(parseStartArguments([], {})).toEqual({
    port: 4400,
    temporalUiPort: undefined,
    dataDir: ".gatehouse",
    seed: true,
    help: false,
  });
});

test("options win over the environment", () => {
  const args = parseStartArguments(["--port", "4500", "--data-dir=/srv/gh", "--no-seed"], {
    PORT: "1",
    GATEHOUSE_DATA_DIR: "x",
  });
  expect(args).toMatchObject({ port: 4500, dataDir: "/srv/gh", seed: false });
});

test("a port that is no port and an unknown option are each refused in one sentence", () => {
  expect(() => parseStartArguments(["--port", "abc"], {})).toThrow(
    '--port must be a number from 1 to 65535, not "abc".',
  );
  expect(() => parseStartArguments(["--prot", "1"], {})).toThrow(
    "Unknown option '--prot'; --help lists the options.",
  );
});
