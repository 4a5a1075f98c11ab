import type { HttpClient } from "@/lib/egress/http-client";
import type { CheckTemplate } from "@/lib/protocol/check-template";
import type { CheckType } from "@/lib/protocol/check-type";
import { Receiver } from "@/lib/simulator/receiver";
import type { Runtime } from "../context";

const known = new WeakMap<HttpClient, Promise<boolean>>();

/**
 * Whether calls of this instance may go to its own machine, where our Maxsight side listens: asked once per process, by
 * making such a call through the egress guard. Production allows none unless EGRESS_ALLOW says so.
 */
export function canCallLoopback(runtime: Pick<Runtime, "http">): Promise<boolean> {
  const asked = known.get(runtime.http) ?? tryLoopback(runtime.http);
  known.set(runtime.http, asked);
  return asked;
}

async function tryLoopback(http: HttpClient): Promise<boolean> {
  const receiver = new Receiver();
  await receiver.start();
  try {
    const { status } = await http.request({
      method: "GET",
      url: `${receiver.url}/`,
      headers: {},
      timeoutMs: 5_000,
    });
    return status !== null;
  } finally {
    await receiver.stop();
  }
}

/** Whether checks of a provider call Maxsight at all: notifications of the callback templates, and images. */
export function callsMaxsight(provider: { checkTemplate: CheckTemplate; checkType: CheckType }): boolean {
  return provider.checkTemplate.endsWith("_CALLBACK") || provider.checkType === "DOCUMENT_VERIFICATION";
}
