import { closeIdleConnections } from "@/lib/simulator/http-call";
import { Maxsight } from "../../rig/maxsight";
import { maxsightCalls } from "../../rig/maxsight-calls";
import { numberOptions } from "../../rig/number-options";
import { openRig } from "../../rig/open-rig";
import { registerProvider } from "../../rig/register-provider";
import { describeBurst, runBurst } from "./burst";
import { NoticeBoard } from "./notice-board";
import { describeSteady, runSteady } from "./steady";

const OPTIONS = {
  burst: { value: 5000, means: "checks of the burst; 0 leaves it out" },
  seconds: { value: 15, means: "length of a steady round" },
  rounds: { value: 3, means: "steady rounds of each side; 0 leaves them out" },
  lanes: { value: 32, means: "checks under way at a time" },
};
const say = (text: string): void => console.log(text);

/** Runs both parts and prints what they found; exit code 1 when a check was lost. */
export async function runLifecycleBench(argv: string[]): Promise<void> {
  const options = numberOptions(argv, "npm run bench:lifecycle", OPTIONS);
  const board = new NoticeBoard();
  const maxsight = new Maxsight({ latencyMs: 0, onNotice: ({ reference }) => board.post(reference) });
  await maxsight.start();
  const rig = await openRig({ say });
  try {
    const provider = await registerProvider(rig.api, {
      slug: "lifecycle",
      template: { type: "ONE_TIME_CALLBACK" },
      connector: { kind: "demo" },
      apiBaseUrl: maxsight.url,
    });
    maxsight.trust(provider.signingKey);
    const bench = { rig, provider, board, calls: maxsightCalls(provider, { isDemo: true }), say };
    await warmUp(bench);
    if (options.rounds > 0) say(`\n${describeSteady(await runSteady(bench, options))}`);
    if (options.burst > 0) {
      const burst = await runBurst(bench, options.burst);
      say(`\n${describeBurst(burst)}`);
      if (burst.lost > 0) process.exitCode = 1;
    }
  } finally {
    await rig.close();
    await maxsight.stop();
    closeIdleConnections();
  }
}

/** What both parts work with. */
export type Bench = {
  rig: Awaited<ReturnType<typeof openRig>>;
  provider: Awaited<ReturnType<typeof registerProvider>>;
  calls: ReturnType<typeof maxsightCalls>;
  board: NoticeBoard;
  say: (text: string) => void;
};

async function warmUp({ calls, board }: Bench): Promise<void> {
  await Promise.all(
    Array.from({ length: 20 }, async () => {
      const check = await calls.start();
      await calls.ready(check);
      await board.seen(check.reference);
      await calls.complete(check);
    }),
  );
}
