import type { ConnectorCall, ConnectorImage } from "../connector";

type WithImages = Pick<ConnectorCall, "idempotencyKey" | "images">;

/**
 * What an expression holds in place of an image's bytes. Nobody who writes a check's input can know it: the key is made
 * after the input has come. Its characters need no escaping in JSON.
 */
export function imageToken({ idempotencyKey }: Pick<ConnectorCall, "idempotencyKey">, index: number): string {
  return `gatehouse-image/${idempotencyKey.replaceAll(/[^\w-]/g, "_")}/${index};`;
}

/** The images of a call by their tokens. */
export function imagesByToken(call: WithImages): ReadonlyMap<string, ConnectorImage> {
  return new Map((call.images ?? []).map((image, index) => [imageToken(call, index), image]));
}

/** How an image is shown where its bytes are not. */
export function describeImage({ contentType, size }: ConnectorImage): string {
  return `[${contentType}, ${size} bytes]`;
}
