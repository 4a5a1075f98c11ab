import { describe, expect, it } from "vitest";
import { WaitLimit } from "./wait-limit";

/** A limit on a clock of its own; `hold` begins a wait that `release` ends. */
function setUp() {
  const clock = { ms: 0 };
  const limit = new WaitLimit(() => clock.ms);
  const hold = () => {
    let release = () => {};
    const ended = new Promise<string>((resolve) => (release = () => resolve("stepped")));
    return { answer: limit.wait(() => ended), release };
  };
  /** How many get in at once, each of which then ends after `ms`. */
  const fill = async (ms: number): Promise<number> => {
    const held = Array.from({ length: 200 }, hold);
    clock.ms += ms;
    held.forEach(({ release }) => release());
    const answers = await Promise.all(held.map(({ answer }) => answer));
    return answers.filter((answer) => answer === "stepped").length;
  };
  return { clock, limit, fill };
}

describe("how many starts wait for the engine", () => {
  it("is 64 while first steps come soon", async () => {
    const { fill } = setUp();
    expect([await fill(50), await fill(400), await fill(50)]).toEqual([64, 64, 64]);
  });

  it("halves with every slow moment down to one, whoever noticed it", async () => {
    const { fill } = setUp();
    const counts = [];
    for (let round = 0; round < 8; round += 1) counts.push(await fill(1800));
    expect(counts).toEqual([64, 32, 16, 8, 4, 2, 1, 1]);
  });

  it("grows back by one for each that came soon", async () => {
    const { fill } = setUp();
    for (let round = 0; round < 8; round += 1) await fill(1800);
    expect([await fill(50), await fill(50), await fill(50), await fill(50)]).toEqual([1, 2, 4, 8]);
  });

  it("gives a failure to whoever waited, and counts it by how long it took", async () => {
    const { clock, limit, fill } = setUp();
    const failed = limit.wait(async () => {
      clock.ms += 1800;
      throw new Error("no engine");
    });
    await expect(failed).rejects.toThrow("no engine");
    expect(await fill(50)).toBe(32);
  });
});
