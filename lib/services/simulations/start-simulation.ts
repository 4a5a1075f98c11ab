import { randomUUID } from "node:crypto";
import { ConflictError, InvalidInputError, messageOf } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { parseSecret } from "@/lib/protocol/signature/secret";
import { IntegrationClient } from "@/lib/simulator/client";
import { parseFaults } from "@/lib/simulator/faults";
import { Receiver } from "@/lib/simulator/receiver";
import { requireScope, type ServiceContext } from "../context";
import { callsMaxsight, canCallLoopback, guardedTransport, openOwnMaxsight } from "../own-maxsight";
import { getProvider } from "../providers";
import { executeRun, RUN_LIMIT_MS, type RunPeer } from "./execute-run";
import { countRunning, keepRun, runsOf, type Simulation, StoredRun } from "./run-store";
import type { SimulationTarget, StartSimulationInput } from "./schemas";

const MAX_RUNNING = 4;
const MAX_RUNNING_PER_TENANT = 2;

/**
 * Starts to act as Maxsight against a provider of the tenant or a pasted URL, and resolves with the run's id as soon as
 * its first call can leave. A provider of ours gets a temporary key, so that no real one is touched; a pasted URL is
 * called through the egress guard. Throws InvalidInputError, NotFoundError, and ConflictError when too much runs or
 * callbacks cannot reach this process.
 */
export async function startSimulation(
  ctx: ServiceContext,
  input: StartSimulationInput,
): Promise<{ id: string }> {
  requireScope(ctx, input.target.kind === "provider" ? "keys:write" : "checks:write");
  refuseBadFaults(input);
  refuseTooMany(ctx);
  const { peer, provider } = await openPeer(ctx, input.target);
  const run = new StoredRun(ctx.tenantId, newSimulation(ctx, input, { url: peer.baseUrl, provider }));
  keepRun(run, ctx.now());
  void executeRun(ctx, run, { peer, secrets: { credentials: input.credentials } });
  return { id: run.simulation.id };
}

function refuseTooMany(ctx: ServiceContext): void {
  const ours = runsOf(ctx.tenantId, ctx.now()).filter(({ simulation }) => simulation.state === "running");
  if (ours.length >= MAX_RUNNING_PER_TENANT)
    throw new ConflictError(`${MAX_RUNNING_PER_TENANT} simulations run already. Wait for one, or stop it.`);
  if (countRunning() >= MAX_RUNNING)
    throw new ConflictError("This instance runs as many simulations as it takes. Try again in a minute.");
}

function refuseBadFaults({ faults, target }: StartSimulationInput): void {
  const issue = (message: string) =>
    new InvalidInputError("The faults cannot be played.", [{ path: "/faults", message }]);
  try {
    parseFaults(faults);
  } catch (error) {
    throw issue(messageOf(error));
  }
  if (target.kind === "url" && faults.some((fault) => fault.startsWith("slow-body")))
    throw issue(
      "slow-body works against providers of this tenant only; use the command for other integrations",
    );
}

type OpenedPeer = { peer: RunPeer; provider: Simulation["provider"] };

async function openPeer(ctx: ServiceContext, target: SimulationTarget): Promise<OpenedPeer> {
  return target.kind === "provider" ? openProvider(ctx, target.slug) : openUrl(ctx, target);
}

async function openProvider(ctx: ServiceContext, slug: string): Promise<OpenedPeer> {
  const provider = await getProvider(ctx, slug);
  if (provider.status === "retired") throw new ConflictError(`${provider.name} is retired.`);
  if (callsMaxsight(provider) && !(await canCallLoopback(ctx))) {
    throw new ConflictError(
      "This instance may not call its own machine, so the callbacks of this provider cannot reach the simulator here. Run the command where the instance can reach it, with --public-url.",
    );
  }
  const own = await openOwnMaxsight(ctx, { provider, purpose: "simulation", livesMs: RUN_LIMIT_MS + 60_000 });
  const peer = {
    baseUrl: provider.url,
    secret: own.secret,
    receiver: own.receiver,
    allowPlainHttp: true,
    close: own.close,
  };
  return { peer, provider: { slug, name: provider.name } };
}

async function openUrl(
  ctx: ServiceContext,
  { url, secret, port }: Extract<SimulationTarget, { kind: "url" }>,
): Promise<OpenedPeer> {
  const transport = guardedTransport(ctx.http);
  const baseUrl = readTarget(url.trim(), secret.trim());
  const receiver = await openReceiver(ctx, port);
  const close = async () => {
    await receiver.stop();
    return 0;
  };
  return { peer: { baseUrl, secret: secret.trim(), receiver, transport, close }, provider: null };
}

/** Listens on this machine. Only where its own calls may come back: otherwise nobody could reach the port. */
async function openReceiver(ctx: ServiceContext, port: number | null): Promise<Receiver> {
  const refuse = (message: string) =>
    new InvalidInputError("The callbacks cannot arrive.", [{ path: "/target/port", message }]);
  if (port !== null && !(await canCallLoopback(ctx)))
    throw refuse("cannot be listened on: this instance takes no calls from its own machine");
  const receiver = new Receiver(port === null ? {} : { port });
  await receiver.start().catch(() => {
    throw refuse("is in use by another program");
  });
  return receiver;
}

/** The URL with its final slash; throws InvalidInputError that names the member. */
function readTarget(url: string, secret: string): string {
  const at = <Value>(path: string, read: () => Value): Value => {
    try {
      return read();
    } catch (error) {
      throw new InvalidInputError("The integration cannot be called.", [{ path, message: messageOf(error) }]);
    }
  };
  const signingKey = at("/target/secret", () => parseSecret(secret, { requireLength32: true }));
  return at("/target/url", () => new IntegrationClient({ baseUrl: url, signingKey })).baseUrl.href;
}

function newSimulation(
  ctx: ServiceContext,
  input: StartSimulationInput,
  { url, provider }: { url: string; provider: Simulation["provider"] },
): Simulation {
  const { demoResult, checkInput, faults, checks, timeScale, deadlineSeconds } = input;
  return {
    id: newId(ctx.now().getTime()),
    provider,
    url,
    port: input.target.kind === "url" ? input.target.port : null,
    plan: { demoResult, checkInput, faults, checks, timeScale, deadlineSeconds },
    actorLabel: ctx.actor.label,
    startedAt: ctx.now(),
    finishedAt: null,
    state: "running",
    reason: null,
    checks: Array.from({ length: checks }, () => ({
      checkId: randomUUID(),
      state: "running" as const,
      reason: null,
      reference: null,
      result: null,
    })),
    violations: 0,
    steps: [],
    droppedSteps: 0,
  };
}
