import { encode } from "next-auth/jwt";
import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readRequestSession } from "@/lib/auth/request-session";
import { memberships, notifications, providers } from "@/lib/db/schema";
import { useHarness } from "@/lib/db/testing/harness";
import { asTenant } from "@/lib/db/tenant";
import type { ServiceContext } from "@/lib/services/context";
import { createSampleProvider } from "@/lib/services/testing/sample-provider";
import { createUser } from "@/lib/services/users";
import { endEventStreams } from "../event-stream";
import { LiveHub } from "./live-hub";
import { serveLive } from "./serve-live";

const harness = useHarness();
const SECRET = "a secret of the tests that is long enough";
const SESSION = { secret: SECRET, useSecureCookies: false };

/** What a page heard, and a way to wait for more. */
class Page {
  readonly heard: string[] = [];
  isOver = false;
  readonly #reader: ReadableStreamDefaultReader<Uint8Array>;

  constructor(response: Response) {
    if (response.body === null) throw new Error("a stream has a body");
    this.#reader = response.body.getReader();
    void this.#read();
  }

  async #read(): Promise<void> {
    const decoder = new TextDecoder();
    for (;;) {
      const { done, value } = await this.#reader.read();
      if (done) break;
      for (const part of decoder.decode(value).split("\n\n")) {
        const [, event, data] = /^event: (\w+)\ndata: (.*)$/m.exec(part) ?? [];
        if (event !== undefined) this.heard.push(`${event} ${data}`);
      }
    }
    this.isOver = true;
  }

  async until(holds: (page: Page) => boolean): Promise<void> {
    await expect.poll(() => holds(this), { timeout: 15_000, interval: 25 }).toBe(true);
  }

  close(): Promise<void> {
    return this.#reader.cancel();
  }
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

describe("live pages", () => {
  let hub: LiveHub;
  let acme: ServiceContext;
  let other: ServiceContext;
  let acmeSlug: string;
  let otherSlug: string;
  let cookie: string;
  let userId: string;

  beforeAll(async () => {
    hub = new LiveHub(harness.runtime);
    await hub.open();
    acme = await harness.newTenant();
    other = await harness.newTenant();
    acmeSlug = `t-${acme.tenantId}`;
    otherSlug = `t-${other.tenantId}`;
    userId = (await createUser(acme, { email: "ada@example.com", role: "viewer" })).id;
    const token = await encode({ token: { sub: userId }, secret: SECRET, maxAge: 3600 });
    cookie = `theme=dark; next-auth.session-token=${token}`;
  });
  afterAll(() => hub.close());

  const follow = (slug: string, headers: Record<string, string> = { cookie }, recheckMs?: number) =>
    serveLive(
      {
        runtime: harness.runtime,
        hub,
        readSession: (request) => readRequestSession(request, SESSION),
        ...(recheckMs === undefined ? {} : { recheckMs }),
      },
      new Request(`http://gatehouse.test/api/live/${slug}`, { headers }),
      slug,
    );

  it("tells a page what was committed, in headers no proxy buffers", async () => {
    const response = await follow(acmeSlug);
    expect(response.headers.get("content-type")).toBe("text/event-stream; charset=utf-8");
    expect(response.headers.get("cache-control")).toBe("no-store, no-transform");
    expect(response.headers.get("x-accel-buffering")).toBe("no");
    const page = new Page(response);
    await page.until(({ heard }) => heard[0] === "hearing true");
    await createSampleProvider(acme);
    await page.until(({ heard }) => heard.includes('change ["providers"]'));
    await page.close();
  });

  it("gathers a burst into few hints", async () => {
    const page = new Page(await follow(acmeSlug));
    for (let round = 0; round < 50; round += 1) {
      await asTenant(harness.db, acme.tenantId, (tx) =>
        tx
          .update(providers)
          .set({ name: `Round ${round}` })
          .where(eq(providers.tenantId, acme.tenantId)),
      );
    }
    await page.until(({ heard }) => heard.includes('change ["providers"]'));
    await pause(600);
    expect(page.heard.filter((hint) => hint.startsWith("change")).length).toBeLessThan(12);
    await page.close();
  });

  it("hears of statements written by hand too", async () => {
    const page = new Page(await follow(acmeSlug));
    await page.until(({ heard }) => heard.length === 1);
    await asTenant(harness.db, acme.tenantId, (tx) =>
      tx.execute(sql`with none as (select 1) update ${notifications} set state = state where false`),
    );
    await page.until(({ heard }) => heard.includes(`change ["notifications"]`));
    await page.close();
  });

  it("says nothing of a transaction that was rolled back, and nothing of reads", async () => {
    const page = new Page(await follow(acmeSlug));
    await page.until(({ heard }) => heard.length === 1);
    const failing = asTenant(harness.db, acme.tenantId, async (tx) => {
      await tx.update(providers).set({ name: "Never" }).where(eq(providers.tenantId, acme.tenantId));
      throw new RangeError("on purpose");
    });
    await expect(failing).rejects.toThrow("on purpose");
    await asTenant(harness.db, acme.tenantId, (tx) => tx.select().from(providers));
    await pause(600);
    expect(page.heard).toEqual(["hearing true"]);
    await page.close();
  });

  it("never tells one tenant of another", async () => {
    const page = new Page(await follow(acmeSlug));
    await page.until(({ heard }) => heard.length === 1);
    await createSampleProvider(other);
    await pause(600);
    expect(page.heard).toEqual(["hearing true"]);
    await page.close();
  });

  it("refuses who is not signed in, whose session is over, and who is no member", async () => {
    const unauthenticated = { code: "unauthenticated" };
    await expect(follow(acmeSlug, {})).rejects.toMatchObject(unauthenticated);
    await expect(follow(acmeSlug, { cookie: "next-auth.session-token=forged" })).rejects.toMatchObject(
      unauthenticated,
    );
    const old = await encode({ token: { sub: userId }, secret: SECRET, maxAge: -60 });
    await expect(follow(acmeSlug, { cookie: `next-auth.session-token=${old}` })).rejects.toMatchObject(
      unauthenticated,
    );
    await expect(follow(otherSlug)).rejects.toMatchObject({ code: "not_found" });
  });

  it("hears again after its connection was killed, and then has everybody look", async () => {
    const page = new Page(await follow(acmeSlug));
    await page.until(({ heard }) => heard.length === 1);
    const killed = await harness.db.sql<{ pid: number }[]>`
      select pid from pg_stat_activity
      where datname = current_database() and query ilike 'listen "live"%' and pg_terminate_backend(pid)`;
    expect(killed).toHaveLength(1);
    await page.until(({ heard }) =>
      heard.some((hint) => hint.includes('"checks","notifications","inbound"')),
    );
    await createSampleProvider(acme);
    await page.until(({ heard }) => heard.includes('change ["providers"]'));
    await page.close();
  });

  it("ends when the person is no member any more", async () => {
    const guest = await createUser(acme, { email: "guest@example.com", role: "viewer" });
    const token = await encode({ token: { sub: guest.id }, secret: SECRET, maxAge: 3600 });
    const page = new Page(await follow(acmeSlug, { cookie: `next-auth.session-token=${token}` }, 100));
    await page.until(({ heard }) => heard.length === 1);
    await asTenant(harness.db, acme.tenantId, (tx) =>
      tx.delete(memberships).where(eq(memberships.userId, guest.id)),
    );
    await page.until(({ isOver }) => isOver);
    expect(page.heard.at(-1)).toBe("over {}");
  });

  it("takes a bounded number of pages of one person, and gives places back", async () => {
    const pages: Page[] = [];
    for (let count = 0; count < 20; count += 1) pages.push(new Page(await follow(acmeSlug)));
    await expect(follow(acmeSlug)).rejects.toMatchObject({ code: "rate_limited" });
    await pages.pop()?.close();
    pages.push(new Page(await follow(acmeSlug)));
    await Promise.all(pages.map((page) => page.close()));
  });

  it("ends every stream at once when the process stops", async () => {
    const page = new Page(await follow(acmeSlug));
    await page.until(({ heard }) => heard.length === 1);
    endEventStreams();
    await page.until(({ isOver }) => isOver);
    expect((await follow(acmeSlug)).status).toBe(503);
  });
});
