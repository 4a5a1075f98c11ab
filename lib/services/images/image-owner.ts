import type { CheckId } from "@/lib/ids";

/** What an image belongs to; a check's row has all of it. */
export type ImageOwner = { id: CheckId; providerId: string; signingKeyId: string };
