import { getRuntime } from "../runtime";
import { LiveHub } from "./live-hub";

// On globalThis, because Next may load this module more than once in a process, which must listen once.
const shared = globalThis as { gatehouseLiveHub?: LiveHub };

/** The ear of this web process; listens from the first call on. */
export function getLiveHub(): LiveHub {
  if (shared.gatehouseLiveHub === undefined) {
    shared.gatehouseLiveHub = new LiveHub(getRuntime());
    void shared.gatehouseLiveHub.open();
  }
  return shared.gatehouseLiveHub;
}
