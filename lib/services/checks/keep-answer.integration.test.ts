import postgres from "postgres";
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from "vitest";
import { payloads } from "@/lib/db/schema";
import { asTenant } from "@/lib/db/tenant";
import type { CheckId } from "@/lib/ids";
import { sealPayload } from "../payloads";
import { RIGHT, useAcmeWorld } from "../testing/acme-world";
import { insertSampleCheck } from "../testing/sample-check";
import type { SampleProvider } from "../testing/sample-provider";
import { cancelUpstream, getCheckRow, nextStep, pollUpstream, startUpstream } from "./index";

const { acme, connector, harness, newProvider, tenant } = useAcmeWorld();
let admin: postgres.Sql;
let provider: SampleProvider;

beforeAll(() => {
  const url = new URL(inject("adminUrl"));
  url.pathname = new URL(harness.databaseUrl).pathname;
  admin = postgres(url.href, { max: 1, onnotice: () => {} });
});
afterAll(() => admin.end());
beforeEach(async () => {
  provider = await newProvider(
    connector(RIGHT, {
      poll: { request: { method: "GET", path: "/checks/1" }, every: "20s", outcome: RIGHT },
      cancel: { request: { method: "DELETE", path: "/checks/1" } },
    }),
  );
});

const newCheck = (changes: object) => insertSampleCheck(tenant(), provider, { readyAt: null, ...changes });
const settle = { do: "wait", for: "ready" };

/** What is decided for a check with a result needs its notification, of which storing the result knows nothing. */
const HIDDEN = "alter table notifications rename to hidden";
const SHOWN = "alter table hidden rename to notifications";

/** Takes the step while deciding fails, because of what `broken` does while the call is out, and again as its activity does. */
async function takeTwice(
  { id: checkId }: { id: CheckId },
  step: typeof pollUpstream,
  [broken, mended]: [string, string],
) {
  acme.meanwhile = () => admin.unsafe(broken);
  await expect(step(tenant(), { checkId })).rejects.toThrow();
  const { engineDueAt } = await getCheckRow(tenant(), checkId);
  await admin.unsafe(mended);
  acme.meanwhile = null;
  const next = await step(tenant(), { checkId });
  return { isDue: engineDueAt !== null, next, calls: acme.calls.length };
}

describe("the answer of a provider is kept, and it is not asked again, when deciding fails", () => {
  it("to a start", async () => {
    const check = await newCheck({ state: "accepted", startedAt: null, startAnswered: "plain" });
    const taken = await takeTwice(check, startUpstream, [HIDDEN, SHOWN]);
    expect(taken).toMatchObject({ isDue: true, next: settle, calls: 1 });
    expect(await getCheckRow(tenant(), check.id)).toMatchObject({ outcome: "result", decision: "PASS" });
  });

  it("to a poll", async () => {
    const check = await newCheck({ nextPollAt: new Date() });
    const taken = await takeTwice(check, pollUpstream, [HIDDEN, SHOWN]);
    expect(taken).toMatchObject({ isDue: true, next: settle, calls: 1 });
    expect(await getCheckRow(tenant(), check.id)).toMatchObject({ outcome: "result", decision: "PASS" });
  });

  it("to a cancel", async () => {
    const credentials = await sealPayload(tenant(), "credentials", { token: "x" });
    await asTenant(tenant().db, tenant().tenantId, (tx) => tx.insert(payloads).values(credentials));
    const check = await newCheck({
      state: "cancelled",
      providerCancel: "due",
      providerCancelAt: new Date(),
      credentialsPayloadId: credentials.id,
    });
    const taken = await takeTwice(check, cancelUpstream, [
      "alter table checks add constraint no_forgetting check (credentials_payload_id is not null) not valid",
      "alter table checks drop constraint no_forgetting",
    ]);
    expect(taken).toMatchObject({ next: { do: "end" }, calls: 1 });
    expect(await getCheckRow(tenant(), check.id)).toMatchObject({
      providerCancel: "told",
      providerCancelAttempts: 1,
    });
  });
});

describe("the answer of a provider", () => {
  it("outlasts a Postgres that is away when it comes", async () => {
    const check = await newCheck({ state: "accepted", startedAt: null, startAnswered: "plain" });
    const name = new URL(harness.databaseUrl).pathname.slice(1);
    acme.meanwhile = async () => {
      acme.meanwhile = null;
      await admin.unsafe(`alter database ${name} connection limit 0`);
      await admin`
        select pg_terminate_backend(pid) from pg_stat_activity where datname = ${name} and pid <> pg_backend_pid()`;
      setTimeout(() => void admin.unsafe(`alter database ${name} connection limit -1`).execute(), 1_000);
    };
    expect(await startUpstream(tenant(), { checkId: check.id })).toMatchObject(settle);
    expect(acme.calls).toHaveLength(1);
    expect(await nextStep(tenant(), { checkId: check.id })).toMatchObject(settle);
  });
});
