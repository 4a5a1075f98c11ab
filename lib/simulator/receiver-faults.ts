/** How many of the next calls from the integration go wrong, and how. Counted down as they happen. */
export type ReceiverFaults = {
  /** Answer 500 and forget the call. */
  failures: number;
  /** Say nothing until the caller gives up, and forget the call. */
  silences: number;
  /** Take the call as any other, then cut the connection before the answer. */
  lostAcknowledgements: number;
};

export type ReceiverFault = "failure" | "silence" | "lost_acknowledgement";

export const NO_FAULTS: ReceiverFaults = { failures: 0, silences: 0, lostAcknowledgements: 0 };

/** The fault of this call, if one is due; counts it down. */
export function takeFault(faults: ReceiverFaults): ReceiverFault | null {
  if (faults.failures > 0) {
    faults.failures -= 1;
    return "failure";
  }
  if (faults.silences > 0) {
    faults.silences -= 1;
    return "silence";
  }
  if (faults.lostAcknowledgements > 0) {
    faults.lostAcknowledgements -= 1;
    return "lost_acknowledgement";
  }
  return null;
}
