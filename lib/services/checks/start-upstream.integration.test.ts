import { beforeEach, describe, expect, it } from "vitest";
import { RIGHT, useAcmeWorld } from "../testing/acme-world";
import { insertSampleCheck } from "../testing/sample-check";
import { getCheckRow, nextStep, startUpstream } from "./index";

const { acme, connector, newProvider, setRow, tenant } = useAcmeWorld();
let checkId: Awaited<ReturnType<typeof insertSampleCheck>>["id"];
beforeEach(async () => {
  const provider = await newProvider(connector(RIGHT));
  const accepted = { state: "accepted", startedAt: null, startAnswered: "plain" } as const;
  ({ id: checkId } = await insertSampleCheck(tenant(), provider, accepted));
});

const start = () => startUpstream(tenant(), { checkId });
const row = () => getCheckRow(tenant(), checkId);

describe("a start whose activity counts as lost", () => {
  it("keeps its answer when its process lives", async () => {
    let answer = () => {};
    acme.meanwhile = () => new Promise<void>((resolve) => (answer = resolve));
    const first = start();
    await expect.poll(() => acme.calls.length).toBe(1);
    expect(await start()).toMatchObject({ do: "wait", for: "provider" });
    answer();
    await first;
    expect(await row()).toMatchObject({ state: "result_ready", outcome: "result", decision: "PASS" });
    expect(acme.calls).toHaveLength(1);
  });

  it("ends with an error when no answer can come any more, and calls nobody", async () => {
    // The definition gives the call 10 s, and a token or a repetition of it may come before.
    await setRow(checkId, { startedAt: new Date(Date.now() - 41_000) });
    expect(await nextStep(tenant(), { checkId })).toMatchObject({ do: "wait", for: "ready" });
    expect(await row()).toMatchObject({ outcome: "errors", errorType: "PROVIDER_CONNECTION" });
    expect(acme.calls).toEqual([]);
  });
});

it("an answer that is nested too deeply ends its check with an error of the mapping", async () => {
  const outcome = `{ "kind": "result", "result": { "decision": "PASS", "summary": "" }, "providerData": body.deep }`;
  const provider = await newProvider(connector(outcome));
  const accepted = { state: "accepted", startedAt: null, startAnswered: "plain" } as const;
  const deep: unknown = JSON.parse("[".repeat(2_000) + "]".repeat(2_000));
  Object.assign(acme, { json: { deep } });
  ({ id: checkId } = await insertSampleCheck(tenant(), provider, accepted));
  await start();
  expect(await row()).toMatchObject({ state: "result_ready", errorType: "INTEGRATION" });
});
