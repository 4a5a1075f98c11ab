import { eq } from "drizzle-orm";
import { expect, it } from "vitest";
import { payloads } from "@/lib/db/schema";
import { asTenant } from "@/lib/db/tenant";
import { cancelCheck, getCheck, listChecks } from "@/lib/services/checks";
import { sampleIndividual } from "@/lib/services/testing/sample-provider";
import { parseFaults } from "@/lib/simulator/faults";
import { FIRST_PAGE } from "@/lib/services/page";
import { acmeConnector, useWorld } from "@/lib/temporal/testing/world";

const world = useWorld();

async function checkOf(maxsightId: string) {
  const page = await listChecks(world.ctx, { filter: { maxsight_id: maxsightId }, page: FIRST_PAGE });
  return getCheck(world.ctx, { id: page.items[0]?.id ?? "" });
}

it("runs a live check through both legs", async () => {
  const provider = await world.newProvider();
  const result = await world.simulate(provider, { checkInput: sampleIndividual() });
  expect(result).toMatchObject({
    state: "completed",
    result: { decision: "PASS", summary: "Acme approved Musterfrau." },
    findings: [],
  });
  // Maxsight may fetch before its own answer to the notification is recorded.
  await expect.poll(async () => (await checkOf(result.checkId)).acknowledgedAt).not.toBeNull();
  const check = await checkOf(result.checkId);
  expect(check).toMatchObject({ state: "finished", outcome: "result", decision: "PASS" });
  expect(check.delivery).toMatchObject({ state: "fetched", attempts: 1, nextAttemptAt: null });
  expect(check.notifiedAt).not.toBeNull();
  expect(check.notifications[0]?.attemptRows).toMatchObject([
    { number: 1, trigger: "auto", status: 200, errorCode: null },
  ]);
});

it("runs a demo check through the same lifecycle", async () => {
  const provider = await world.newProvider();
  const result = await world.simulate(provider, { demoResult: "ANY" });
  expect(result).toMatchObject({ state: "completed", findings: [] });
  expect((await checkOf(result.checkId)).isDemo).toBe(true);
});

it("gives a provider's refusal in the start answer, and ends", async () => {
  const provider = await world.newProvider();
  const input = sampleIndividual();
  const result = await world.simulate(provider, {
    checkInput: {
      ...input,
      personal_details: { name: { given_names: ["A"], family_name: "Unauthorized" }, dob: "1990-01-31" },
    },
  });
  expect(result).toMatchObject({
    state: "errored",
    errors: [{ type: "INVALID_CREDENTIALS" }],
  });
  expect(await checkOf(result.checkId)).toMatchObject({
    state: "finished",
    outcome: "errors",
    startAnswered: "errors",
    notifications: [],
  });
});

it("tries the notification again until it is taken", async () => {
  const provider = await world.newProvider();
  const result = await world.simulate(provider, {
    checkInput: sampleIndividual(),
    faults: parseFaults(["callback-500=1"]),
  });
  expect(result.state).toBe("completed");
  const check = await checkOf(result.checkId);
  expect(check.notifications[0]?.attemptRows).toMatchObject([
    { number: 1, status: 500, errorCode: "server_error" },
    { number: 2, status: 200, errorCode: null },
  ]);
});

it("ends with an error of ours what no repetition can mend, and stays ended", async () => {
  const provider = await world.newProvider();
  world.acme.script({ "GET /v2/checks/:id": { json: { status: "pending" } } });
  let checkId = "";
  const result = await world.simulate(provider, {
    checkInput: sampleIndividual(),
    onStep: (step) => {
      if (step.kind !== "call" || step.call.operation !== "ready") return;
      checkId = step.checkId ?? "";
      void forgetInput(checkId);
    },
  });
  expect(result).toMatchObject({ state: "errored", errors: [{ type: "INTEGRATION" }] });
  await expect.poll(async () => (await checkOf(checkId)).state, { timeout: 15_000 }).toBe("finished");
  const { events } = await checkOf(checkId);
  expect(events.filter(({ kind }) => kind === "lifecycle_failed")).toMatchObject([
    { details: { activity: "pollUpstream", code: "not_found" } },
  ]);
  world.acme.reset();
});

async function forgetInput(maxsightId: string): Promise<void> {
  const { inputPayloadId } = await checkOf(maxsightId);
  await asTenant(world.ctx.db, world.ctx.tenantId, (tx) =>
    tx.delete(payloads).where(eq(payloads.id, inputPayloadId ?? "")),
  );
}

it("tells the provider of a cancel", async () => {
  const provider = await world.newProvider({
    connector: acmeConnector(world.acme.url, {
      cancel: { request: { method: "DELETE", path: "/checks/{{ providerReference }}" } },
    }),
  });
  world.acme.script({
    "GET /v2/checks/:id": { json: { status: "pending" } },
    "DELETE /v2/checks/:id": { status: 204 },
  });
  const running = world.simulate(provider, {
    checkInput: sampleIndividual(),
    callbackDeadlineMs: 5_000,
    onStep: (step) => {
      if (step.kind === "call" && step.call.operation === "ready")
        void checkOf(step.checkId ?? "").then(({ id }) => cancelCheck(world.ctx, { id, reason: "test" }));
    },
  });
  await expect
    .poll(() => world.acme.calls.filter(({ method }) => method === "DELETE").length, { timeout: 15_000 })
    .toBe(1);
  const check = await checkOf((await running).checkId);
  expect(check).toMatchObject({ state: "cancelled", providerCancel: "told", credentialsPayloadId: null });
  world.acme.reset();
});
