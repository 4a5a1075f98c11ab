import { MisconfiguredError } from "@/lib/errors";
import type { Settings } from "@/lib/env";
import type { Runtime } from "@/lib/services/context";
import { ExchangeRecorder } from "@/lib/services/exchanges";
import { Registry } from "@/lib/services/registry";

/** What the protocol endpoints of one process share: the cache of providers and the recorder of exchanges. */
export type Door = {
  readonly runtime: Runtime;
  readonly registry: Registry;
  readonly recorder: ExchangeRecorder;
  readonly pathPrefix: string;
  readonly isForwardedHostTrusted: boolean;
  readonly isSigningResponses: boolean;
  /** Writes what is still waiting and stops listening. */
  readonly close: () => Promise<void>;
};

/** Opens the door: listens for provider changes, so that the cache can be trusted. */
export async function openDoor(runtime: Runtime, settings: Settings): Promise<Door> {
  const registry = new Registry(runtime);
  const recorder = new ExchangeRecorder();
  const stopListening = await registry.listen();
  if (settings.GATEHOUSE_PATH_PREFIX.endsWith("/")) {
    throw new MisconfiguredError("GATEHOUSE_PATH_PREFIX must not end with a slash.");
  }
  return {
    runtime,
    registry,
    recorder,
    pathPrefix: settings.GATEHOUSE_PATH_PREFIX,
    isForwardedHostTrusted: settings.GATEHOUSE_TRUST_FORWARDED_HOST,
    isSigningResponses: settings.GATEHOUSE_SIGN_RESPONSES,
    close: async () => {
      await recorder.flush();
      await stopListening();
    },
  };
}
