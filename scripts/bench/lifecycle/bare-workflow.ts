import {
  condition,
  defineSignal,
  proxyActivities,
  proxyLocalActivities,
  setHandler,
} from "@temporalio/workflow";
import type { BareActivities } from "./bare-worker";

/*
 * What is left of a callback check without the product: start, one call to a provider, ready, one call to Maxsight, the
 * fetch. As many activities, local activities and signals as `callbackCheck` takes, and nothing in them.
 */
const { callProvider, notify } = proxyActivities<BareActivities>({
  startToCloseTimeout: "45s",
  heartbeatTimeout: "10s",
});
const { readRow } = proxyLocalActivities<BareActivities>({ startToCloseTimeout: "10s" });

/** Signalled twice: Maxsight is ready, Maxsight has fetched. */
export const wake = defineSignal("wake");

/** One bare check; `reference` comes back to the bench in `notify`. */
export async function bareCheck(reference: string): Promise<void> {
  let wakes = 0;
  setHandler(wake, () => {
    wakes += 1;
  });
  await callProvider();
  await condition(() => wakes > 0);
  await readRow();
  await notify(reference);
  await condition(() => wakes > 1);
  await readRow();
}
