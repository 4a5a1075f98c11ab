import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect } from "vitest";
import { checks, notifications, signingKeys } from "@/lib/db/schema";
import { asTenant } from "@/lib/db/tenant";
import { useHarness } from "@/lib/db/testing/harness";
import { type CheckId, newId, type ProviderId } from "@/lib/ids";
import { verifyRequest } from "@/lib/protocol/signature/verify-request";
import type { ServiceContext } from "../../context";
import { createSampleProvider, type SampleProvider } from "../../testing/sample-provider";
import { attemptNotification, getNotification, queueNotification } from "../index";

const START_MS = Date.UTC(2026, 0, 5, 12);

/** Maxsight's callback endpoint: answers are used up one by one, the last one repeats. */
function newMaxsight() {
  return {
    answers: [] as { status: number; headers?: Record<string, string> }[],
    calls: [] as { headers: Record<string, unknown>; body: string; isSigned: boolean }[],
    onCall: async (): Promise<void> => {},
    url: "",
  };
}

/** One tenant whose provider notifies a Maxsight that answers as it is told. A day passes before each test. */
export function useNotifiedMaxsight() {
  const clock = { ms: START_MS };
  const harness = useHarness({ now: () => new Date(clock.ms) });
  const maxsight = newMaxsight();
  const own = {} as { server: Server; ctx: ServiceContext; provider: SampleProvider };
  beforeAll(async () => {
    own.server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on("data", (chunk: Buffer) => chunks.push(chunk));
      request.on("end", () => {
        const body = Buffer.concat(chunks);
        const verdict = verifyRequest({
          method: request.method ?? "",
          target: request.url ?? "",
          headers: request.headers,
          body,
          keys: (keyId) => (keyId === own.provider.signingKey.keyId ? [own.provider.signingKey] : []),
          nowMs: clock.ms,
          rules: "maxsight",
        });
        maxsight.calls.push({ headers: request.headers, body: body.toString("utf8"), isSigned: verdict.ok });
        const answer = (maxsight.answers.length > 1 ? maxsight.answers.shift() : maxsight.answers[0]) ?? {
          status: 200,
        };
        void maxsight.onCall().then(() => {
          response.writeHead(answer.status, { "content-type": "application/json", ...answer.headers });
          response.end(answer.status === 200 ? '{"callback_id":"cb-1"}' : '{"message":"no"}');
        });
      });
    });
    await new Promise<void>((resolve) => own.server.listen(0, "127.0.0.1", resolve));
    maxsight.url = `http://127.0.0.1:${(own.server.address() as AddressInfo).port}`;
    own.ctx = await harness.newTenant();
    own.provider = await createSampleProvider(own.ctx, {
      config: { check_template: { type: "ONE_TIME_CALLBACK" } },
      apiBaseUrl: maxsight.url,
    });
  });
  afterAll(async () => {
    own.server.closeAllConnections();
    await new Promise((resolve) => own.server.close(resolve));
  });
  beforeEach(() => {
    clock.ms += 86_400_000;
    maxsight.answers = [{ status: 200 }];
    maxsight.calls = [];
    maxsight.onCall = async () => {};
  });
  return {
    clock,
    harness,
    maxsight,
    current: () => own,
    newNotification: () => insertNotification(own.ctx, own.provider),
    attempt: (id: string) => attemptNotification(own.ctx, { notificationId: id, trigger: "auto" }),
    msUntilNext: (id: string) => msUntilNext(own.ctx, id),
  };
}

async function msUntilNext(ctx: ServiceContext, id: string): Promise<number | null> {
  const { nextAttemptAt } = await getNotification(ctx, { id });
  return nextAttemptAt === null ? null : nextAttemptAt.getTime() - ctx.now().getTime();
}

/** A check whose result is ready, and the notification that says so. */
async function insertNotification(
  ctx: ServiceContext,
  provider: SampleProvider,
): Promise<{ checkId: CheckId; id: string }> {
  const checkId = newId<CheckId>(ctx.now().getTime());
  return asTenant(ctx.db, ctx.tenantId, async (tx) => {
    const [key] = await tx.select().from(signingKeys).where(eq(signingKeys.providerId, provider.providerId));
    const [check] = await tx
      .insert(checks)
      .values({
        id: checkId,
        tenantId: ctx.tenantId,
        providerId: provider.providerId as ProviderId,
        maxsightId: newId(),
        reference: checkId,
        version: 1,
        signingKeyId: one(key).id,
        environment: "custom",
        checkType: "INDIVIDUAL_CUSTOM",
        checkTemplate: "ONE_TIME_CALLBACK",
        isDemo: false,
        state: "result_ready",
        outcome: "result",
        createdAt: ctx.now(),
      })
      .returning();
    await queueNotification(tx, ctx, { check: one(check) });
    await queueNotification(tx, ctx, { check: one(check) });
    const rows = await tx.select().from(notifications).where(eq(notifications.checkId, checkId));
    expect(rows).toHaveLength(1);
    return { checkId, id: one(rows[0]).id };
  });
}

function one<Row>(row: Row | undefined): Row {
  if (row === undefined) throw new Error("nothing there");
  return row;
}
