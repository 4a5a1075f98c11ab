import { connectorFor, expressionsFor } from "@/lib/connectors/for-definition";
import type { Connector, ConnectorCall, ConnectorProgress } from "@/lib/connectors/connector";
import type { Tx } from "@/lib/db/client";
import { asTenant } from "@/lib/db/tenant";
import { NotFoundError } from "@/lib/errors";
import { mergeCustomData } from "@/lib/protocol/custom-data";
import type { FinalOutcome } from "@/lib/protocol/outcome";
import { fillProviderConfig } from "@/lib/protocol/provider-config";
import type { ServiceContext } from "../context";
import { findJsonPayloads } from "../payloads";
import { type DefinitionVersion, readDefinitionVersion, readProviderSecrets } from "../registry";
import type { StoredStart } from "./accept-check";
import type { CheckRow } from "./check-row";

/** Everything a connector operation on a stored check needs. Bodies and secrets are in memory only. */
export type CheckWork = {
  version: DefinitionVersion;
  connector: Connector;
  call: ConnectorCall;
  progress: ConnectorProgress;
};

/** Longest an operation of a lifecycle may take; the activity's own timeout is a little longer. */
const LIFECYCLE_CALL_MS = 120_000;

/** Reads back what the check was accepted with, for its pinned version. */
export function loadCheckWork(ctx: ServiceContext, check: CheckRow): Promise<CheckWork> {
  return asTenant(ctx.db, ctx.tenantId, (tx) => readCheckWork(tx, ctx, check));
}

/** The same inside a transaction that is open already. */
export async function readCheckWork(tx: Tx, ctx: ServiceContext, check: CheckRow): Promise<CheckWork> {
  const { providerId, version: number } = check;
  const version = await readDefinitionVersion(tx, ctx, { providerId, number });
  const bodies = await readBodies(tx, ctx, check);
  if (bodies.start === null) throw new NotFoundError("The input of this check is no longer stored.");
  // A demo check calls nobody.
  const secrets = check.isDemo ? {} : await readProviderSecrets(tx, ctx, providerId);
  const nowMs = ctx.now().getTime();
  return {
    version,
    connector: connectorFor(version.connector, {
      http: ctx.http,
      demoResult: check.demoResult,
      expressions: expressionsFor(ctx.tenantId),
    }),
    call: {
      document: version.document,
      input: bodies.start.body.check_input,
      config: configValues(version, bodies.start.body.provider_config),
      credentials: bodies.credentials,
      secrets,
      // What Maxsight merged from our answers, as far as they had any (PROTOCOL 9.6): a start answer never does.
      customData: mergeCustomData(bodies.latest?.kind === "result" ? bodies.latest.customData : null),
      demoResult: check.demoResult,
      idempotencyKey: check.id,
      deadlineMs: nowMs + LIFECYCLE_CALL_MS,
      nowMs,
    },
    progress: { providerReference: check.providerReference, state: bodies.state?.state ?? null },
  };
}

async function readBodies(tx: Tx, ctx: ServiceContext, check: CheckRow) {
  const { inputPayloadId, credentialsPayloadId, progressPayloadId, resultPayloadId } = check;
  const ids = [inputPayloadId, credentialsPayloadId, progressPayloadId, resultPayloadId];
  const stored = ids.filter((id) => id !== null);
  const found = await findJsonPayloads<unknown>(ctx, tx, stored);
  const body = (id: string | null): unknown => (id === null ? null : (found.get(id) ?? null));
  return {
    start: body(inputPayloadId) as StoredStart | null,
    credentials: body(credentialsPayloadId) as Record<string, unknown> | null,
    state: body(progressPayloadId) as { state: unknown } | null,
    latest: body(resultPayloadId) as FinalOutcome | null,
  };
}

function configValues(version: DefinitionVersion, raw: unknown): Record<string, unknown> {
  const filled = fillProviderConfig(version.document, raw);
  return "values" in filled ? filled.values : {};
}
