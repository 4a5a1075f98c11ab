import { randomUUID } from "node:crypto";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { parseSecret } from "@/lib/protocol/signature/secret";
import { signRequest, type SignRequestInput } from "@/lib/protocol/signature/sign-request";
import { Receiver, type Arrival } from "./receiver";
import { sampleImage } from "./sample-image";

const signingKey = parseSecret("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=");
const PROVIDER_ID = "d387578f-883c-4327-8992-df4092a78de3";

let receiver: Receiver;
let arrivals: Arrival[];

beforeEach(async () => {
  receiver = new Receiver();
  await receiver.start();
  receiver.trust(signingKey);
  arrivals = [];
  receiver.onArrival((arrival) => arrivals.push(arrival));
});

afterEach(() => receiver.stop());

async function call(path: string, json: unknown, changes: Partial<SignRequestInput> = {}): Promise<Response> {
  const url = new URL(receiver.url + path);
  const body = json === null ? null : Buffer.from(JSON.stringify(json));
  const method = body === null ? "GET" : "POST";
  const { Host: _host, ...headers } = signRequest({
    method,
    target: url.pathname,
    host: url.host,
    body,
    signingKey,
    nowMs: Date.now(),
    ...changes,
  });
  return fetch(url, { method, headers, ...(body === null ? {} : { body }) });
}

const CALLBACKS = "/integrations/v1/callbacks";
const NOTIFY = "/integrations/v1/monitored_notify";

describe("callbacks", () => {
  it("are acknowledged with a callback_id and queued once", async () => {
    const inbox = receiver.open(PROVIDER_ID, "ref-1");
    const body = { provider_id: PROVIDER_ID, reference: "ref-1", custom_data: { step: 2 } };
    const first = await call(CALLBACKS, body);
    const second = await call(CALLBACKS, body);
    const [one, two] = [
      (await first.json()) as { callback_id: string },
      (await second.json()) as { callback_id: string },
    ];
    expect([first.status, second.status]).toEqual([200, 200]);
    expect(one.callback_id).toMatch(/^[0-9a-f-]{36}$/);
    expect(two.callback_id).not.toBe(one.callback_id);
    expect(await inbox.next(50)).toMatchObject({ kind: "callback", customData: { step: 2 } });
    expect(await inbox.next(50)).toBeNull();
    expect(arrivals.map(({ repeated }) => repeated)).toEqual([false, true]);
  });

  it("are matched whatever the case of the provider_id", async () => {
    receiver.open(PROVIDER_ID.toUpperCase(), "ref-1");
    expect((await call(CALLBACKS, { provider_id: PROVIDER_ID, reference: "ref-1" })).status).toBe(200);
  });

  it("for an unknown pair get 404", async () => {
    expect((await call(CALLBACKS, { provider_id: PROVIDER_ID, reference: "nobody" })).status).toBe(404);
  });

  it.each([
    ["no JSON object", []],
    ["a provider_id that is no UUID", { provider_id: "acme", reference: "ref-1" }],
    ["no reference", { provider_id: PROVIDER_ID }],
  ])("with %s get 400", async (_what, body) => {
    receiver.open(PROVIDER_ID, "ref-1");
    expect((await call(CALLBACKS, body)).status).toBe(400);
  });

  it("reach the check again after the door was closed and opened", async () => {
    const inbox = receiver.open(PROVIDER_ID, "ref-1");
    await receiver.stop();
    await expect(call(CALLBACKS, { provider_id: PROVIDER_ID, reference: "ref-1" })).rejects.toThrow(
      "fetch failed",
    );
    await receiver.start();
    expect((await call(CALLBACKS, { provider_id: PROVIDER_ID, reference: "ref-1" })).status).toBe(200);
    expect(await inbox.next(50)).toMatchObject({ kind: "callback" });
  });
});

describe("signatures are verified as Maxsight does", () => {
  it.each([
    ["a date that ends in UTC", { dateSuffix: "UTC" }],
    ["a date 31 s old", { nowMs: Date.now() - 32_000 }],
    ["an unsigned digest", { signedHeaders: ["(request-target)", "host", "date"] }],
    ["an unsigned target", { signedHeaders: ["host", "date", "digest"] }],
    ["another key", { signingKey: { keyId: signingKey.keyId, key: new Uint8Array(32) } }],
    ["an unknown key id", { signingKey: { keyId: "unknown1", key: signingKey.key } }],
    ["another path", { target: "/integrations/v1/elsewhere" }],
  ])("and %s is refused with 401", async (_what, changes) => {
    receiver.open(PROVIDER_ID, "ref-1");
    const response = await call(CALLBACKS, { provider_id: PROVIDER_ID, reference: "ref-1" }, changes);
    expect(response.status).toBe(401);
    expect(arrivals[0]?.refusal).toMatch(/^signature refused: /);
  });

  it.each([
    ["any algorithm name", { algorithm: "whatever" }],
    ["no signed host", { signedHeaders: ["(request-target)", "date", "digest"] }],
    ["a missing last quote", { dropFinalQuote: true }],
  ])("and %s is accepted", async (_what, changes) => {
    receiver.open(PROVIDER_ID, "ref-1");
    expect((await call(CALLBACKS, { provider_id: PROVIDER_ID, reference: "ref-1" }, changes)).status).toBe(
      200,
    );
  });

  it("and UTC is accepted when the receiver is lenient", async () => {
    const lenient = new Receiver({ lenientDates: true });
    await lenient.start();
    lenient.trust(signingKey);
    lenient.open(PROVIDER_ID, "ref-1");
    const strict = receiver;
    receiver = lenient;
    const { status } = await call(
      CALLBACKS,
      { provider_id: PROVIDER_ID, reference: "ref-1" },
      { dateSuffix: "UTC" },
    );
    await strict.stop();
    expect(status).toBe(200);
  });
});

describe("monitored_notify", () => {
  it("is acknowledged with a notification_id, each update_id queued once", async () => {
    const inbox = receiver.open(PROVIDER_ID, "ref-1");
    const notify = (updateId: string) =>
      call(NOTIFY, { provider_id: PROVIDER_ID, reference: "ref-1", update_id: updateId });
    const first = (await (await notify("u1")).json()) as { notification_id: string };
    await notify("u1");
    await notify("u2");
    expect(first.notification_id).toMatch(/^[0-9a-f-]{36}$/);
    expect(await inbox.next(50)).toMatchObject({ kind: "monitored_notify", updateId: "u1" });
    expect(await inbox.next(50)).toMatchObject({ updateId: "u2" });
    expect(await inbox.next(50)).toBeNull();
  });

  it("needs an update_id", async () => {
    receiver.open(PROVIDER_ID, "ref-1");
    expect((await call(NOTIFY, { provider_id: PROVIDER_ID, reference: "ref-1" })).status).toBe(400);
  });
});

describe("images", () => {
  it("are served while access is granted", async () => {
    const image = sampleImage(randomUUID());
    const revoke = receiver.grantImages([image]);
    const granted = await call(`/integrations/v1/images/${image.id}`, null);
    expect(granted.status).toBe(200);
    expect(granted.headers.get("content-type")).toBe("image/png");
    expect(Buffer.from(await granted.arrayBuffer()).equals(image.bytes)).toBe(true);
    revoke();
    expect((await call(`/integrations/v1/images/${image.id}`, null)).status).toBe(404);
  });

  it("are not served to callers without a signature", async () => {
    const image = sampleImage(randomUUID());
    receiver.grantImages([image]);
    expect((await fetch(`${receiver.url}/integrations/v1/images/${image.id}`)).status).toBe(401);
  });
});

it("answers 404 for paths and methods that Maxsight does not have", async () => {
  expect((await fetch(`${receiver.url}/integrations/v2/callbacks`)).status).toBe(404);
  expect((await fetch(receiver.url + CALLBACKS)).status).toBe(404);
});
