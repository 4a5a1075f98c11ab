import { env } from "@/lib/env";
import { getRuntime } from "@/lib/http/runtime";
import { type Door, openDoor } from "./door";

// On globalThis, because server.ts and Next's bundle load this module once each, in the same process.
const shared = globalThis as { gatehouseDoor?: Promise<Door> };

/** The protocol door of this process, opened once. */
export function getDoor(): Promise<Door> {
  shared.gatehouseDoor ??= openDoor(getRuntime(), env());
  shared.gatehouseDoor.catch(() => delete shared.gatehouseDoor);
  return shared.gatehouseDoor;
}
