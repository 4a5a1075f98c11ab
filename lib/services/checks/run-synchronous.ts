import { checks } from "@/lib/db/schema";
import { connectorFor, expressionsFor } from "@/lib/connectors/for-definition";
import { orOverloaded } from "@/lib/connectors/overloaded";
import type { Answered, ConnectorCall } from "@/lib/connectors/connector";
import { and, eq, isNull } from "drizzle-orm";
import { outlastOutage } from "@/lib/db/outlast-outage";
import { asTenant } from "@/lib/db/tenant";
import type { CheckId } from "@/lib/ids";
import type { FinalOutcome } from "@/lib/protocol/outcome";
import type { StartCheckRequest } from "@/lib/protocol/requests";
import { noteProviderAnswer, refusedStart, throughBreaker } from "../breakers";
import type { ServiceContext } from "../context";
import { forgetImages } from "../images";
import type { Registration } from "../registry";
import { attachEvidence } from "../resources";
import type { CheckRow } from "./check-row";
import { getCheckRow } from "./find-check";
import { obtainImagesNow } from "./obtain-images";
import { readOutcome } from "./read-outcome";
import { storeOutcome } from "./store-outcome";

type SynchronousInput = {
  registration: Registration;
  check: CheckRow;
  request: StartCheckRequest;
  config: Record<string, unknown>;
  /** Epoch ms by which the answer must be on its way. */
  deadlineMs: number;
};

const STILL_RUNNING: FinalOutcome = {
  kind: "errors",
  errors: [{ type: "PROVIDER_CONNECTION", message: "The provider did not answer in time." }],
};

/**
 * Answers a ONE_TIME_SYNCHRONOUS check inside its deadline: calls the connector, stores the outcome, gives it back.
 * What was answered is what is stored: a repeat of the request gets the same.
 */
export async function runSynchronousCheck(
  ctx: ServiceContext,
  input: SynchronousInput,
): Promise<FinalOutcome> {
  const { registration, check, request } = input;
  const { deadlineMs } = input;
  const obtained = await obtainImagesNow(ctx, { check, checkInput: request.check_input, deadlineMs });
  if ("outcome" in obtained) return finish(ctx, input, { outcome: obtained.outcome, exchanges: [] });
  await markStarted(ctx, check);
  const connector = connectorFor(registration.version.connector, {
    http: ctx.http,
    demoResult: check.demoResult,
    expressions: expressionsFor(ctx.tenantId),
  });
  const call: ConnectorCall = {
    document: registration.version.document,
    input: request.check_input,
    config: input.config,
    credentials: request.provider_credentials ?? null,
    secrets: registration.secrets,
    customData: {},
    demoResult: check.demoResult,
    idempotencyKey: check.id,
    deadlineMs,
    nowMs: ctx.now().getTime(),
    images: obtained.images,
  };
  const start = (): Promise<Answered> =>
    orOverloaded(connector.start(call), (error) => ({
      outcome: { kind: "errors", errors: [error] },
      exchanges: [],
      transient: null,
    }));
  const answered = await throughBreaker(ctx, check, { call: start, refused: refusedStart });
  const outcome = await finish(ctx, input, answered);
  await noteProviderAnswer(ctx, check, answered);
  return outcome;
}

async function finish(
  ctx: ServiceContext,
  { check, registration, deadlineMs }: SynchronousInput,
  answered: Pick<Answered, "outcome" | "exchanges">,
): Promise<FinalOutcome> {
  const { version } = registration;
  const final: FinalOutcome = answered.outcome.kind === "pending" ? PENDING_IN_SYNCHRONOUS : answered.outcome;
  const outcome = await attachEvidence(ctx, {
    check,
    document: version.document,
    outcome: final,
    resourceId: check.id,
  });
  // The provider has answered, and may have billed: its answer is worth waiting for Postgres.
  await outlastOutage(deadlineMs, () =>
    storeOutcome(ctx, { check, version, outcome, exchanges: answered.exchanges }),
  );
  if (check.checkType === "DOCUMENT_VERIFICATION")
    await asTenant(ctx.db, ctx.tenantId, (tx) => forgetImages(tx, check));
  return outcome;
}

const PENDING_IN_SYNCHRONOUS: FinalOutcome = {
  kind: "errors",
  errors: [
    {
      type: "INTEGRATION",
      message: "The mapping answered `pending`, which a synchronous check cannot wait for.",
    },
  ],
};

/** A demo check calls nobody, so there is nothing to remember about its start. */
async function markStarted(ctx: ServiceContext, check: CheckRow): Promise<void> {
  if (check.isDemo) return;
  await asTenant(ctx.db, ctx.tenantId, (tx) =>
    tx
      .update(checks)
      .set({ startedAt: ctx.now() })
      .where(and(eq(checks.tenantId, ctx.tenantId), eq(checks.id, check.id), isNull(checks.startedAt))),
  );
}

const POLL_MS = 50;

/**
 * The answer to a repeated synchronous request: the stored outcome, waiting for the first call while it is still with
 * the provider. A check whose process died is answered with an error after the deadline and never called twice.
 */
export async function awaitSynchronousOutcome(
  ctx: ServiceContext,
  input: { registration: Registration; check: CheckRow; deadlineMs: number },
): Promise<FinalOutcome> {
  const { check } = input;
  while (ctx.now().getTime() < input.deadlineMs) {
    const outcome = await readOutcome(ctx, check.id);
    if (outcome !== null) return outcome;
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
  const diedBefore = check.createdAt.getTime() + timeoutOf(input.registration) < ctx.now().getTime();
  if (!diedBefore) return STILL_RUNNING;
  await storeOutcome(ctx, {
    check,
    version: input.registration.version,
    outcome: STILL_RUNNING,
    exchanges: [],
  });
  return (await readOutcome(ctx, check.id)) ?? STILL_RUNNING;
}

function timeoutOf(registration: Registration): number {
  const template = registration.version.document.check_template;
  return (("timeout" in template ? template.timeout : null) ?? 60) * 1000;
}

/** Ends a synchronous check whose process died while it called the provider. Safe to repeat: only an open one ends. */
export async function abandonCheck(ctx: ServiceContext, { checkId }: { checkId: CheckId }): Promise<void> {
  const check = await getCheckRow(ctx, checkId);
  // An error needs no version, and one that cannot be read must not keep the check, and those after it, alive.
  await storeOutcome(ctx, { check, version: null, outcome: STILL_RUNNING, exchanges: [] });
}
