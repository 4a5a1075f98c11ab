import { closeIdleConnections } from "@/lib/simulator/http-call";
import { Maxsight } from "../../rig/maxsight";
import { type MaxsightCalls, maxsightCalls } from "../../rig/maxsight-calls";
import { openRig, type Rig } from "../../rig/open-rig";
import { type RegisteredProvider, registerProvider } from "../../rig/register-provider";
import { NoticeBoard } from "./notice-board";

/** A stack with one demo provider, a Maxsight that calls it, and where that Maxsight's notices are posted. */
export type DemoBench = { rig: Rig; provider: RegisteredProvider; calls: MaxsightCalls; board: NoticeBoard };

/** What both parts of the lifecycle bench work with. */
export type Bench = DemoBench & { say: (text: string) => void };

/** Runs `measure` on such a stack, and ends the stack whatever comes of it. */
export async function withDemoProvider(
  { slug, template, say }: { slug: string; template: string; say: (text: string) => void },
  measure: (bench: DemoBench) => Promise<void>,
): Promise<void> {
  const board = new NoticeBoard();
  const maxsight = new Maxsight({ latencyMs: 0, onNotice: ({ reference }) => board.post(reference) });
  await maxsight.start();
  const rig = await openRig({ say });
  try {
    const provider = await registerProvider(rig.api, {
      slug,
      template: { type: template },
      connector: { kind: "demo" },
      apiBaseUrl: maxsight.url,
    });
    maxsight.trust(provider.signingKey);
    await measure({ rig, provider, board, calls: maxsightCalls(provider, { isDemo: true }) });
  } finally {
    await rig.close();
    await maxsight.stop();
    closeIdleConnections();
  }
}
