import { and, eq } from "drizzle-orm";
import { providers, validationRuns } from "@/lib/db/schema";
import { asTenant } from "@/lib/db/tenant";
import { messageOf } from "@/lib/errors";
import type { ValidationTest } from "@/lib/validation/test-case";
import { validateIntegration, type ValidationReport } from "@/lib/validation/validate-integration";
import type { ServiceContext } from "../context";
import { openOwnMaxsight } from "../own-maxsight";
import type { Provider } from "../providers";
import { RUN_LIMIT_MS, type StoredReport, type ValidationRow } from "./validation-row";

/** Tests at once: the web process answers them, too. */
const TESTS_AT_ONCE = 4;
const TELL_EVERY_MS = 1_000;

type Running = { id: string; provider: Provider };
type Ended = { state: Exclude<ValidationRow["state"], "running">; report: StoredReport };

/** Runs the suite for a stored run and writes what came of it. Never throws: a failure is the run's result. */
export async function executeValidation(ctx: ServiceContext, run: Running): Promise<void> {
  try {
    const ended = await validate(ctx, run).catch((error: unknown) => brokeOff(run, messageOf(error)));
    await finish(ctx, run, ended);
  } catch (error) {
    ctx.log.error({ validation: run.id, reason: messageOf(error) }, "a validation could not be stored");
  }
}

async function validate(ctx: ServiceContext, run: Running): Promise<Ended> {
  const own = await openOwnMaxsight(ctx, {
    provider: run.provider,
    purpose: "validation",
    livesMs: RUN_LIMIT_MS + 60_000,
  });
  try {
    const limit = AbortSignal.timeout(RUN_LIMIT_MS);
    const report = await validateIntegration({
      baseUrl: run.provider.url,
      secret: own.secret,
      receiver: own.receiver,
      checkType: run.provider.checkType,
      concurrency: TESTS_AT_ONCE,
      allowPlainHttp: true,
      signal: limit,
      onTest: progressOf(ctx, run),
    });
    if (limit.aborted)
      return failed(report, `It took longer than ${RUN_LIMIT_MS / 60_000} minutes and was stopped.`);
    return { state: report.state, report: stored(report, null) };
  } finally {
    await own.close();
  }
}

const stored = (report: ValidationReport, problem: string | null): StoredReport => ({
  url: report.url,
  durationMs: report.durationMs,
  integration: report.integration,
  tests: report.tests,
  problem,
});

const failed = (report: ValidationReport, problem: string): Ended => ({
  state: "failed",
  report: stored(report, problem),
});

const brokeOff = ({ provider }: Running, reason: string): Ended => ({
  state: "failed",
  report: {
    url: provider.url,
    durationMs: 0,
    integration: null,
    tests: [],
    problem: `The run broke off: ${reason}`,
  },
});

/** Writes the tests so far, at most once a second, so that whoever looks sees it go on. */
function progressOf(ctx: ServiceContext, run: Running): (test: ValidationTest) => void {
  const tests: ValidationTest[] = [];
  let toldAtMs = ctx.now().getTime();
  const startedAtMs = toldAtMs;
  return (test) => {
    tests.push(test);
    const nowMs = ctx.now().getTime();
    if (nowMs - toldAtMs < TELL_EVERY_MS) return;
    toldAtMs = nowMs;
    const report: StoredReport = {
      url: run.provider.url,
      durationMs: nowMs - startedAtMs,
      integration: null,
      tests: [...tests],
      problem: null,
    };
    write(ctx, run, { ...countsOf(tests), report }).catch((error: unknown) =>
      ctx.log.warn({ validation: run.id, reason: messageOf(error) }, "progress could not be stored"),
    );
  };
}

function countsOf(tests: readonly ValidationTest[]): { passed: number; failed: number } {
  return {
    passed: tests.filter(({ outcome }) => outcome === "passed").length,
    failed: tests.filter(({ outcome, severity }) => outcome === "failed" && severity === "must").length,
  };
}

async function finish(ctx: ServiceContext, run: Running, { state, report }: Ended): Promise<void> {
  const isOther = (await currentVersion(ctx, run)) !== run.provider.version;
  const problem = isOther
    ? "Another version was published while it ran, so it says nothing about either. Run it again."
    : report.problem;
  await write(ctx, run, {
    state: isOther ? "failed" : state,
    finishedAt: ctx.now(),
    ...countsOf(report.tests),
    report: { ...report, problem },
  });
}

async function currentVersion(ctx: ServiceContext, { provider }: Running): Promise<number | null> {
  const [row] = await asTenant(ctx.db, ctx.tenantId, (tx) =>
    tx
      .select({ version: providers.currentVersion })
      .from(providers)
      .where(and(eq(providers.tenantId, ctx.tenantId), eq(providers.id, provider.id))),
  );
  return row?.version ?? null;
}

/** Only a run that still goes on is written: progress must not overtake the end. */
async function write(ctx: ServiceContext, run: Running, changes: Partial<ValidationRow>): Promise<void> {
  await asTenant(ctx.db, ctx.tenantId, (tx) =>
    tx
      .update(validationRuns)
      .set(changes)
      .where(
        and(
          eq(validationRuns.tenantId, ctx.tenantId),
          eq(validationRuns.id, run.id),
          eq(validationRuns.state, "running"),
        ),
      ),
  );
}
