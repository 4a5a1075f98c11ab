import { afterAll, describe, expect, it } from "vitest";
import { createExpressionEngine } from "./expression-engine";

const engine = createExpressionEngine({ workers: 1, timeLimitMs: 300 });

afterAll(() => engine.close());

async function failureOf(expression: string, input: Record<string, unknown> = {}) {
  const [result] = await engine.evaluate([expression], input);
  return result?.ok === false ? result : null;
}

describe("ExpressionEngine", () => {
  it("evaluates several expressions over one input, in order", async () => {
    const results = await engine.evaluate(["body.id", "status = 201", "nothing"], {
      body: { id: "x" },
      status: 201,
    });
    expect(results).toEqual([
      { ok: true, value: "x" },
      { ok: true, value: true },
      { ok: true, value: undefined },
    ]);
  });

  it("gives plain JSON: a function is nothing", async () => {
    expect(await engine.evaluate(["function($x){ $x }"], {})).toEqual([{ ok: true, value: undefined }]);
  });

  it("offers hashes", async () => {
    expect(await engine.evaluate(['$sha256("x")', '$hmac("sha1", "k", "v", "base64")'], {})).toEqual([
      { ok: true, value: "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881" },
      { ok: true, value: "lPxqL36JuBls904QeajBHrZ5pVI=" },
    ]);
  });

  it("says where an evaluation failed without repeating the data", async () => {
    const failure = await failureOf("$toMillis(name)", { name: "Jane Secret" });
    expect(failure).toMatchObject({ failure: "failed", code: "D3110" });
    expect(failure?.message).not.toContain("Jane");
  });

  it.each([
    ["endless recursion", "($f := function($n){ $f($n + 1) + 1 }; $f(1))", "depth_limit"],
    ["an endless loop", "($f := function($n){ $f($n + 1) }; $f(1))", "time_limit"],
    ["a huge range", "[1..9999999]", "size_limit"],
    [
      "a regular expression that backtracks for ever",
      '$match("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!", /^(a+)+$/)',
      "time_limit",
    ],
  ])("ends %s and goes on", async (_name, expression, failure) => {
    const startedAtMs = performance.now();
    expect(await failureOf(expression)).toMatchObject({ failure });
    expect(performance.now() - startedAtMs).toBeLessThan(3000);
    expect(await engine.evaluate(["1 + 1"], {})).toEqual([{ ok: true, value: 2 }]);
  });

  it("evaluates nothing over data that is nested too deeply to be handed over, also when it had to wait", async () => {
    const body: unknown = JSON.parse("[".repeat(20_000) + "]".repeat(20_000));
    const deep = { failure: "depth_limit", message: "The data is nested too deeply." };
    expect(await failureOf("1", { body })).toMatchObject(deep);
    const before = engine.evaluate(["1"], {});
    const waiting = failureOf("1", { body });
    const after = engine.evaluate(["2"], {});
    expect(await before).toEqual([{ ok: true, value: 1 }]);
    expect(await waiting).toMatchObject(deep);
    expect(await after).toEqual([{ ok: true, value: 2 }]);
  });

  it("gives no result that is nested too deeply to be read", async () => {
    const nested = (depth: number): unknown => JSON.parse("[".repeat(depth) + "]".repeat(depth));
    expect(await failureOf("$$.body", { body: { at: '"[[', in: nested(200) } })).toMatchObject({
      failure: "depth_limit",
      message: "The result is nested too deeply",
    });
    const body = { at: `\\"${"[".repeat(500)}`, in: nested(199) };
    expect(await engine.evaluate(["body"], { body })).toEqual([{ ok: true, value: body }]);
  });

  it("never blocks the caller's thread", async () => {
    let ticks = 0;
    const timer = setInterval(() => (ticks += 1), 10);
    await failureOf('$match("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!", /^(a+)+$/)');
    clearInterval(timer);
    expect(ticks).toBeGreaterThan(10);
  });

  it("keeps the environment and node out of reach", async () => {
    const attempts = [
      "$eval('process.env')",
      "constructor.constructor",
      "$lookup($, '__proto__')",
      "$string($constructor)",
    ];
    const results = await engine.evaluate(attempts, {});
    expect(results.map((result) => (result.ok ? result.value : null))).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });

  it("refuses whom it has no room for, and says that the same may be asked again", async () => {
    const busy = createExpressionEngine({ workers: 1, maxQueued: 1 });
    const [first, second, third] = await Promise.allSettled([
      busy.evaluate(["1"], {}),
      busy.evaluate(["2"], {}),
      busy.evaluate(["3"], {}),
    ]);
    expect(first).toMatchObject({ value: [{ ok: true, value: 1 }] });
    expect(second).toMatchObject({ value: [{ ok: true, value: 2 }] });
    expect(third).toMatchObject({ reason: { code: "unavailable" } });
    await busy.close();
    await expect(busy.evaluate(["1"], {})).rejects.toMatchObject({ code: "unavailable" });
  });

  it("refuses who has waited too long, but never what is owed", async () => {
    const busy = createExpressionEngine({ workers: 1, timeLimitMs: 400, patienceMs: 100 });
    await busy.warm();
    const [, late, owed] = await Promise.allSettled([
      busy.evaluate([ENDLESS], {}),
      busy.evaluate(["2"], {}),
      busy.owed.evaluate(["3"], {}),
    ]);
    await busy.close();
    expect(late).toMatchObject({ reason: { code: "unavailable" } });
    expect(owed).toMatchObject({ value: [{ ok: true, value: 3 }] });
  });

  it("lets no lane wait for the crowd of another one", async () => {
    const busy = createExpressionEngine({ workers: 1, timeLimitMs: 200 });
    await busy.warm();
    const order: string[] = [];
    const run = (lane: string, expression: string) =>
      busy
        .lane(lane)
        .owed.evaluate([expression], {})
        .then(() => order.push(lane));
    await Promise.all([
      ...Array.from({ length: 5 }, () => run("crowd", ENDLESS)),
      run("other", "1"),
      run("third", "1"),
    ]);
    await busy.close();
    expect(order).toEqual(["crowd", "other", "third", "crowd", "crowd", "crowd", "crowd"]);
  });
});

const ENDLESS = "($f := function($n){ $f($n + 1) }; $f(1))";
