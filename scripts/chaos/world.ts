import { setTimeout as delay } from "node:timers/promises";
import type { FakeAnswer, FakeCall } from "../../e2e/fake-provider/fake-call";
import { type FakeProvider, startFakeProvider } from "../../e2e/fake-provider/fake-provider";
import { sendWebhook } from "../../e2e/fake-provider/send-webhook";
import type { CheckPlan } from "./check-plan";

const RESEND_AFTER_MS = 500;

/** One check as the provider knows it. `version` counts its results; 0 while there is none. */
export type UpstreamCheck = {
  id: string;
  plan: CheckPlan;
  slug: string;
  /** How often a start call for it was taken. */
  starts: number;
  version: number;
  isCancelled: boolean;
};

/** A webhook that was answered with 2xx: from then on it is Gatehouse's. */
type Acknowledged = { eventId: string; slug: string };

/**
 * The providers behind Gatehouse: they take checks, give results after the time that the check's plan says, and announce
 * them by webhook until somebody answers with 2xx, as a good provider does.
 */
export class World {
  readonly #plans = new Map<string, CheckPlan>();
  readonly #checks = new Map<string, UpstreamCheck>();
  readonly #hooks = new Map<string, { url: string; secret: string }>();
  readonly #stopping = new AbortController();
  #fake: FakeProvider | undefined;
  readonly acknowledged: Acknowledged[] = [];

  async start(): Promise<void> {
    this.#fake = await startFakeProvider({
      script: {
        "POST /:slug/checks": (call) => this.#take(call),
        "GET /:slug/checks/:id": (call) => this.#describe(call),
        "DELETE /:slug/checks/:id": (call) => this.#cancel(call),
      },
    });
  }

  get url(): string {
    if (this.#fake === undefined) throw new Error("The world has not begun.");
    return this.#fake.url;
  }

  /** Results of this provider's checks are announced there. */
  announceTo(slug: string, hook: { url: string; secret: string }): void {
    this.#hooks.set(slug, hook);
  }

  /** Makes a check known by the token that will come in as its name. */
  expect(plan: CheckPlan): void {
    this.#plans.set(plan.token, plan);
  }

  find(token: string): UpstreamCheck | undefined {
    return this.#checks.get(token);
  }

  /** Maxsight has this result: the next one of a check that is polled may come. */
  fetched(token: string): void {
    const check = this.#checks.get(token);
    if (check !== undefined && !this.#hooks.has(check.slug)) void this.#giveNext(check);
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#fake?.stop();
  }

  async #take(call: FakeCall): Promise<FakeAnswer> {
    const token = (call.json as { name?: string } | null)?.name ?? "";
    const plan = this.#plans.get(token);
    if (plan === undefined) return { status: 422, json: { message: `Nobody expects ${token}.` } };
    const known = this.#checks.get(token);
    if (known !== undefined) {
      known.starts += 1;
      return { status: 201, json: { id: known.id, status: "pending" } };
    }
    const slug = call.params["slug"] ?? "";
    const check = { id: `up-${token}`, plan, slug, starts: 1, version: 0, isCancelled: false };
    this.#checks.set(token, check);
    if (plan.lifecycle === "synchronous") {
      await delay(plan.gapsMs[0] ?? 0);
      check.version = 1;
      return { json: describe(check) };
    }
    const isDone = this.#live(check);
    if (plan.isWebhookEarly) await Promise.race([isDone, delay(300)]);
    return { status: 201, json: { id: check.id, status: "pending" } };
  }

  /** A provider that announces goes on by itself; one that is polled waits until its result was seen. */
  async #live(check: UpstreamCheck): Promise<void> {
    const rounds = this.#hooks.has(check.slug) ? check.plan.results : 1;
    for (let round = 0; round < rounds; round += 1) await this.#giveNext(check);
  }

  async #giveNext(check: UpstreamCheck): Promise<void> {
    const { plan, slug } = check;
    if (check.version >= plan.results) return;
    const isEarly = plan.isWebhookEarly && check.version === 0;
    await delay(isEarly ? 0 : (plan.gapsMs[check.version] ?? 0));
    check.version += 1;
    const hook = this.#hooks.get(slug);
    if (hook === undefined) return;
    const body = { event_id: `${check.id}-${check.version}`, check_id: check.id, ...describe(check) };
    for (let copy = 0; copy < (plan.isWebhookDoubled ? 2 : 1); copy += 1)
      await this.#announce(slug, { ...hook, body });
  }

  async #announce(
    slug: string,
    webhook: { url: string; secret: string; body: { event_id: string } },
  ): Promise<void> {
    while (!this.#stopping.signal.aborted) {
      const sent = await sendWebhook(webhook).catch(() => null);
      const status = sent?.statuses[0] ?? 0;
      if (status >= 200 && status < 300) {
        this.acknowledged.push({ eventId: webhook.body.event_id, slug });
        return;
      }
      await delay(RESEND_AFTER_MS);
    }
  }

  #describe(call: FakeCall): FakeAnswer {
    const check = this.#byId(call);
    if (check === undefined) return { status: 404, json: { message: "No such check." } };
    return { json: check.version === 0 ? { id: check.id, status: "pending" } : describe(check) };
  }

  #cancel(call: FakeCall): FakeAnswer {
    const check = this.#byId(call);
    if (check !== undefined) check.isCancelled = true;
    return { status: 204 };
  }

  #byId(call: FakeCall): UpstreamCheck | undefined {
    return this.#checks.get((call.params["id"] ?? "").replace(/^up-/, ""));
  }
}

/** What a result of this check must say. */
export const summaryOf = (token: string, version: number): string => `${token}, result ${version}`;

function describe({ id, plan, version }: UpstreamCheck): Record<string, string> {
  return { id, status: "complete", summary: summaryOf(plan.token, version) };
}
