"use server";
import { refresh } from "next/cache";
import type { ProviderFormValues } from "@/components/provider/form-values";
import type { MadeKey } from "@/components/provider/key-dialogs";
import type { FirstCall } from "@/components/provider/first-call-light";
import type { CreateResult } from "@/components/provider/provider-form";
import type { Confirmed } from "@/components/ui/confirm-dialog";
import { type ActionResult, answerAction } from "@/lib/http/action";
import { parseInput } from "@/lib/http/parse-input";
import { pauseProvider, putSecret, PutSecretInput } from "@/lib/services/providers";
import {
  createSigningKey,
  CreateSigningKeyInput,
  listSigningKeys,
  revokeSigningKey,
  rotateSigningKey,
  RotateSigningKeyInput,
} from "@/lib/services/signing-keys";
import { runValidation } from "@/lib/services/validations";
import { openConsole } from "../../open-console";
import { registerProvider } from "./register-provider";
import { toMadeKey } from "./made-key";

type ProviderPlace = { tenant: string; slug: string };

const HOUR_MS = 3_600_000;

/** Registers a provider with its first key. */
export async function create(tenant: string, values: ProviderFormValues): Promise<CreateResult> {
  const { ctx } = await openConsole(tenant);
  return answerAction(() => registerProvider(ctx, values));
}

/** When Maxsight first called with any key of the provider. */
export async function readFirstCall(tenant: string, slug: string): Promise<FirstCall> {
  const { ctx } = await openConsole(tenant);
  const { items: keys } = await listSigningKeys(ctx, slug);
  const newest = (times: (Date | null | undefined)[]) =>
    times
      .filter((time) => time != null)
      .toSorted((left, right) => right.getTime() - left.getTime())[0]
      ?.toISOString() ?? null;
  return {
    calledAt: newest(keys.map((key) => key.lastUsedAt)),
    configReadAt: newest(keys.map((key) => key.lastConfigFetch?.at)),
  };
}

/** Starts the validation suite against a provider that was just registered. */
export async function validate(tenant: string, slug: string): Promise<Confirmed> {
  const { ctx } = await openConsole(tenant);
  const result = await answerAction(() => runValidation(ctx, { slug }));
  return result.ok ? { ok: true } : { ok: false, message: result.message };
}

export async function addKey(
  place: ProviderPlace,
  given: { environment: string; apiBaseUrl: string; secret: string },
): Promise<MadeKey> {
  const { ctx } = await openConsole(place.tenant);
  const result = await answerAction(() => {
    const input = parseInput(CreateSigningKeyInput, {
      environment: given.environment,
      ...(given.environment === "custom" ? { api_base_url: given.apiBaseUrl.trim() } : {}),
      ...(given.secret.trim() ? { secret: given.secret.trim() } : {}),
    });
    return createSigningKey(ctx, place.slug, input);
  });
  if (result.ok) refresh();
  return toMadeKey(result);
}

export async function rotateKey(
  place: ProviderPlace,
  given: { id: string; overlapHours: number },
): Promise<MadeKey> {
  const { ctx } = await openConsole(place.tenant);
  const result = await answerAction(() => {
    const input = parseInput(RotateSigningKeyInput, { overlap_hours: given.overlapHours });
    return rotateSigningKey(ctx, { slug: place.slug, id: given.id }, input);
  });
  if (result.ok) refresh();
  return toMadeKey(result);
}

export async function revokeKey(place: ProviderPlace, keyId: string): Promise<Confirmed> {
  const { ctx } = await openConsole(place.tenant);
  return confirmed(await answerAction(() => revokeSigningKey(ctx, { slug: place.slug, id: keyId })));
}

/** `hours` null: until somebody resumes it. */
export async function pause(place: ProviderPlace, hours: number | null): Promise<Confirmed> {
  const { ctx } = await openConsole(place.tenant);
  const resumeAt = hours === null ? undefined : new Date(ctx.now().getTime() + hours * HOUR_MS);
  return confirmed(await answerAction(() => pauseProvider(ctx, place.slug, { resumeAt })));
}

export async function storeSecret(
  place: ProviderPlace,
  given: { name: string; value: string },
): Promise<Confirmed> {
  const { ctx } = await openConsole(place.tenant);
  return confirmed(
    await answerAction(() => {
      const { value } = parseInput(PutSecretInput, { value: given.value });
      return putSecret(ctx, { slug: place.slug, name: given.name, value });
    }),
  );
}

function confirmed(result: ActionResult<unknown>): Confirmed {
  if (!result.ok) return { ok: false, message: result.message };
  refresh();
  return { ok: true };
}
