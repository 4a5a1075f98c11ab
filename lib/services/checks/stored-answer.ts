import { and, desc, eq, inArray, isNotNull, isNull, or } from "drizzle-orm";
import { connectorFor, expressionsFor } from "@/lib/connectors/for-definition";
import { mapStoredAnswer } from "@/lib/connectors/http/remap";
import { exchanges } from "@/lib/db/schema";
import { asTenant } from "@/lib/db/tenant";
import { ConflictError } from "@/lib/errors";
import type { CheckId } from "@/lib/ids";
import type { Outcome } from "@/lib/protocol/outcome";
import type { ServiceContext } from "../context";
import type { StoredMessage } from "../exchanges";
import { getReplayableEvent } from "../inbound";
import { findJsonPayload } from "../payloads";
import type { DefinitionVersion } from "../registry";
import type { CheckRow } from "./check-row";
import { type CheckWork, loadCheckWork } from "./check-work";

/** The exchange whose answer is read again. */
export type AnswerExchange = {
  id: string;
  operation: string;
  startedAt: Date;
  status: number | null;
  responsePayloadId: string | null;
};
export type ReadAgain = { exchange: AnswerExchange; version: DefinitionVersion; outcome: Outcome };

/**
 * Maps what the provider last said about a check with a version of its definition; nothing is called. Throws
 * ConflictError with the reason where there is nothing (any more) to read, NotFoundError for an unknown version.
 */
export async function readStoredAnswer(
  ctx: ServiceContext,
  input: { check: CheckRow; version: number },
): Promise<ReadAgain> {
  const { check } = input;
  if (check.isDemo) throw new ConflictError("A demo check has no answer of a provider.");
  const exchange = await findLastAnswer(ctx, check.id);
  if (exchange === null) throw new ConflictError("No answer of the provider is stored for this check.");
  const work = await loadCheckWork(ctx, { ...check, version: input.version });
  if (work.version.document.check_type !== check.checkType)
    throw new ConflictError(`Version ${input.version} is for another type of check.`);
  const outcome =
    exchange.operation === "webhook"
      ? await mapWebhook(ctx, { exchange, work })
      : await mapResponse(ctx, { exchange, work });
  if (outcome === null)
    throw new ConflictError(
      `Version ${input.version} has no mapping for what the provider said (${exchange.operation}).`,
    );
  return { exchange, version: work.version, outcome };
}

async function findLastAnswer(ctx: ServiceContext, checkId: CheckId): Promise<AnswerExchange | null> {
  const isResponse = and(eq(exchanges.direction, "out"), inArray(exchanges.operation, ["start", "poll"]));
  const isWebhook = and(eq(exchanges.direction, "in"), eq(exchanges.operation, "webhook"));
  const [row] = await asTenant(ctx.db, ctx.tenantId, (tx) =>
    tx
      .select({
        id: exchanges.id,
        operation: exchanges.operation,
        startedAt: exchanges.startedAt,
        status: exchanges.status,
        responsePayloadId: exchanges.responsePayloadId,
      })
      .from(exchanges)
      .where(
        and(
          eq(exchanges.tenantId, ctx.tenantId),
          eq(exchanges.checkId, checkId),
          eq(exchanges.peer, "provider"),
          isNull(exchanges.errorCode),
          isNotNull(exchanges.status),
          or(isResponse, isWebhook),
        ),
      )
      .orderBy(desc(exchanges.startedAt), desc(exchanges.id))
      .limit(1),
  );
  return row ?? null;
}

type Reading = { exchange: AnswerExchange; work: CheckWork };

async function mapWebhook(ctx: ServiceContext, { exchange, work }: Reading): Promise<Outcome | null> {
  // The exchange of a webhook has the event's own id.
  const { delivery } = await getReplayableEvent(ctx, exchange.id);
  const connector = connectorFor(work.version.connector, {
    http: ctx.http,
    expressions: expressionsFor(ctx.tenantId),
  });
  const read = await connector.readWebhook?.(work.call, work.progress, delivery);
  return read?.outcome ?? null;
}

async function mapResponse(ctx: ServiceContext, { exchange, work }: Reading): Promise<Outcome | null> {
  const { connector: definition } = work.version;
  if (definition.kind !== "http") return null;
  const stored = await asTenant(ctx.db, ctx.tenantId, (tx) =>
    findJsonPayload<StoredMessage>(ctx, tx, exchange.responsePayloadId),
  );
  if (stored === null)
    throw new ConflictError("The provider's answer was deleted after its retention period.");
  if (stored.truncated === true)
    throw new ConflictError(
      "The provider's answer was too large to be kept whole, so it cannot be mapped again.",
    );
  const operation = exchange.operation === "start" ? ("start" as const) : ("poll" as const);
  return mapStoredAnswer({
    definition,
    expressions: expressionsFor(ctx.tenantId),
    operation,
    answer: {
      status: exchange.status ?? 0,
      headers: stored.headers,
      body: Buffer.from(stored.body, stored.encoding),
    },
    call: work.call,
    progress: operation === "start" ? null : work.progress,
  });
}
