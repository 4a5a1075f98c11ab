import type { Runtime, ServiceContext } from "../context";
import { newId } from "@/lib/ids";
import { acceptCheck } from "../checks";
import { Registry, type RegisteredKey, type Registration } from "../registry";
import { sampleIndividual } from "./sample-provider";

/** A registered provider as the door knows it, with its newest key. */
export type LiveProvider = { ctx: ServiceContext; registration: Registration; key: RegisteredKey };

/** Reads a provider the way the door does. Throws when it is not there or has no key. */
export async function liveProvider(
  runtime: Runtime,
  ctx: ServiceContext,
  slug: string,
): Promise<LiveProvider> {
  const registration = await new Registry(runtime).find(slug);
  const key = registration?.keys[0];
  if (registration === null || key === undefined) throw new Error("no provider");
  return { ctx, registration, key };
}

/** Accepts a live check of a person through that provider. */
export async function acceptLiveCheck({ ctx, registration, key }: LiveProvider) {
  const request = {
    id: newId(),
    demo_result: null,
    check_input: sampleIndividual(),
    commercial_relationship: "DIRECT" as const,
    provider_config: {},
    provider_credentials: { api_token: "x" },
  };
  const { check } = await acceptCheck(ctx, { registration, key, headers: {}, request });
  return { check, request };
}
