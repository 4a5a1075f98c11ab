import { randomBytes } from "node:crypto";

declare const brand: unique symbol;
type Branded<Name extends string> = string & { readonly [brand]: Name };

export type TenantId = Branded<"TenantId">;
export type UserId = Branded<"UserId">;
export type ProviderId = Branded<"ProviderId">;
export type CheckId = Branded<"CheckId">;
export type NotificationId = Branded<"NotificationId">;

/**
 * A fresh UUID version 7 (RFC 9562): the first 48 bits are milliseconds since 1970, so ids sort by time and
 * index pages stay warm. `Id` names the branded type the caller wants.
 */
export function newId<Id extends string = string>(nowMs: number = Date.now()): Id {
  const bytes = randomBytes(16);
  bytes.writeUIntBE(nowMs, 0, 6);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x70, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = bytes.toString("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join(
    "-",
  ) as Id;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Whether `value` has the textual form of a UUID of any version, in any case. */
export function isUuid(value: unknown): value is string {
  return typeof value === "string" && UUID.test(value);
}
