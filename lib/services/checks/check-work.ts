import { connectorFor, expressionsFor } from "@/lib/connectors/for-definition";
import type { Connector, ConnectorCall, ConnectorProgress } from "@/lib/connectors/connector";
import { asTenant } from "@/lib/db/tenant";
import { NotFoundError } from "@/lib/errors";
import { mergeCustomData } from "@/lib/protocol/custom-data";
import type { FinalOutcome } from "@/lib/protocol/outcome";
import { fillProviderConfig } from "@/lib/protocol/provider-config";
import type { ServiceContext } from "../context";
import { findJsonPayload } from "../payloads";
import { type DefinitionVersion, getDefinitionVersion, getProviderSecrets } from "../registry";
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
export async function loadCheckWork(ctx: ServiceContext, check: CheckRow): Promise<CheckWork> {
  const version = await getDefinitionVersion(ctx, { providerId: check.providerId, number: check.version });
  const secrets = await getProviderSecrets(ctx, check.providerId);
  const bodies = await asTenant(ctx.db, ctx.tenantId, async (tx) => ({
    start: await findJsonPayload<StoredStart>(ctx, tx, check.inputPayloadId),
    credentials: await findJsonPayload<Record<string, unknown>>(ctx, tx, check.credentialsPayloadId),
    state: await findJsonPayload<{ state: unknown }>(ctx, tx, check.progressPayloadId),
    latest: await findJsonPayload<FinalOutcome>(ctx, tx, check.resultPayloadId),
  }));
  if (bodies.start === null) throw new NotFoundError("The input of this check is no longer stored.");
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

function configValues(version: DefinitionVersion, raw: unknown): Record<string, unknown> {
  const filled = fillProviderConfig(version.document, raw);
  return "values" in filled ? filled.values : {};
}
