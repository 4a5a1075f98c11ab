import type { callbackCheckContract, LifecycleInput } from "@/lib/temporal/contracts/check-lifecycle";
import type { Implements } from "@/lib/temporal/contracts/contract";
import { runLifecycle } from "../support/run-lifecycle";

/** ONE_TIME_CALLBACK (PROTOCOL 7.3): start upstream, await result and `ready`, notify, await the fetch. */
export async function callbackCheck(input: LifecycleInput): Promise<void> {
  await runLifecycle(input);
}

callbackCheck satisfies Implements<typeof callbackCheckContract>;
