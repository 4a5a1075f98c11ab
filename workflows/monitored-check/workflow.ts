import type { LifecycleInput, monitoredCheckContract } from "@/lib/temporal/contracts/check-lifecycle";
import type { Implements } from "@/lib/temporal/contracts/contract";
import { runLifecycle } from "../support/run-lifecycle";

/** Monitored templates (PROTOCOL 7.4): the same loop for as long as the check is monitored, years included. */
export async function monitoredCheck(input: LifecycleInput): Promise<void> {
  await runLifecycle(input);
}

monitoredCheck satisfies Implements<typeof monitoredCheckContract>;
