import { messageOf } from "@/lib/errors";
import { parseSecret } from "@/lib/protocol/signature/secret";
import { IntegrationClient } from "@/lib/simulator/client";
import { Receiver } from "@/lib/simulator/receiver";
import { forgetHost } from "../breakers";
import { endChecksOfKey } from "../checks";
import type { ServiceContext } from "../context";
import { createTemporaryKey, endTemporaryKey, type TemporaryKeyPurpose } from "../signing-keys";

/** Maxsight's side for one run against a provider of ours: where it listens, and the secret it shares. */
export type OwnMaxsight = {
  receiver: Receiver;
  secret: string;
  keyId: string;
  /** Ends the key, what the run left open, its breaker, and the listening. Never throws; resolves with how many checks it ended. */
  close: () => Promise<number>;
};

type OwnMaxsightInput = {
  provider: { slug: string; url: string };
  purpose: TemporaryKeyPurpose;
  /** After this the key ends by itself, whatever becomes of this process. */
  livesMs: number;
  lenientDates?: boolean;
};

/** Opens Maxsight's side with a temporary key, and waits until the provider's door knows the key. */
export async function openOwnMaxsight(ctx: ServiceContext, input: OwnMaxsightInput): Promise<OwnMaxsight> {
  const { provider, purpose } = input;
  const receiver = new Receiver({ lenientDates: input.lenientDates === true });
  await receiver.start();
  try {
    const key = await createTemporaryKey(ctx, {
      slug: provider.slug,
      apiBaseUrl: receiver.url,
      purpose,
      livesMs: input.livesMs,
    });
    await untilKnown(provider.url, key.secret);
    const { secret, keyId } = key;
    return { receiver, secret, keyId, close: () => closeOwnMaxsight(ctx, { ...input, receiver, key }) };
  } catch (error) {
    await receiver.stop();
    throw error;
  }
}

const FIRST_LOOK_MS = 150;
const LOOKS = 10;
const BETWEEN_LOOKS_MS = 300;

/** The door learns of a new key from Postgres, within moments but not within none. */
async function untilKnown(url: string, secret: string): Promise<void> {
  const client = new IntegrationClient({
    baseUrl: url,
    signingKey: parseSecret(secret),
    allowPlainHttp: true,
  });
  await pause(FIRST_LOOK_MS);
  for (let look = 0; look < LOOKS; look += 1) {
    const call = await client.call({ operation: "config", method: "GET", path: "config", timeoutMs: 5_000 });
    if (call.status !== 401) return;
    await pause(BETWEEN_LOOKS_MS);
  }
}

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

type Opened = OwnMaxsightInput & { receiver: Receiver; key: { id: string; keyId: string } };

async function closeOwnMaxsight(ctx: ServiceContext, opened: Opened): Promise<number> {
  const { provider, key, purpose, receiver } = opened;
  let ended = 0;
  try {
    await endTemporaryKey(ctx, { slug: provider.slug, key, purpose });
    ended = await endChecksOfKey(ctx, { signingKeyId: key.id });
    await forgetHost(ctx, { apiBaseUrl: receiver.url });
  } catch (error) {
    ctx.log.error({ slug: provider.slug, reason: messageOf(error) }, "a temporary key could not be ended");
  }
  await receiver.stop();
  return ended;
}
