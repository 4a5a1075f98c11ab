import type { BlockList } from "node:net";
import type { Settings } from "@/lib/env";
import type { Runtime } from "@/lib/services/context";
import { ExchangeRecorder } from "@/lib/services/exchanges";
import { Registry } from "@/lib/services/registry";
import { SignatureFailureRecorder } from "@/lib/services/signature-failures";

import { parseTrustedProxies } from "../client-address";

/** What the protocol endpoints of one process share: the cache of providers and the recorder of exchanges. */
export type Door = {
  readonly runtime: Runtime;
  readonly registry: Registry;
  readonly recorder: ExchangeRecorder;
  readonly failures: SignatureFailureRecorder;
  readonly pathPrefix: string;
  readonly isForwardedHostTrusted: boolean;
  /** Whose X-Forwarded-For is believed. */
  readonly trustedProxies: BlockList;
  readonly isSigningResponses: boolean;
  /** Writes what is still waiting and stops listening. */
  readonly close: () => Promise<void>;
};

/** Opens the door: listens for provider changes, so that the cache can be trusted. */
export async function openDoor(runtime: Runtime, settings: Settings): Promise<Door> {
  const registry = new Registry(runtime);
  const recorder = new ExchangeRecorder();
  const failures = new SignatureFailureRecorder(runtime);
  const stopListening = await registry.listen();
  return {
    runtime,
    registry,
    recorder,
    failures,
    pathPrefix: settings.GATEHOUSE_PATH_PREFIX,
    isForwardedHostTrusted: settings.GATEHOUSE_TRUST_FORWARDED_HOST,
    trustedProxies: parseTrustedProxies(settings.GATEHOUSE_TRUSTED_PROXIES),
    isSigningResponses: settings.GATEHOUSE_SIGN_RESPONSES,
    close: async () => {
      await recorder.flush();
      await failures.flush();
      await stopListening();
    },
  };
}
