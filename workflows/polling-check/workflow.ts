import type { LifecycleInput, pollingCheckContract } from "@/lib/temporal/contracts/check-lifecycle";
import type { Implements } from "@/lib/temporal/contracts/contract";
import { runLifecycle } from "../support/run-lifecycle";

/** ONE_TIME_POLLING (PROTOCOL 7.2): start upstream, get the result ready; Maxsight asks for it in Postgres. */
export async function pollingCheck(input: LifecycleInput): Promise<void> {
  await runLifecycle(input);
}

pollingCheck satisfies Implements<typeof pollingCheckContract>;
