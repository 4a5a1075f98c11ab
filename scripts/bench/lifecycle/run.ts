import { numberOptions } from "../../rig/number-options";
import { describeBurst, runBurst } from "./burst";
import { describeSteady, runSteady } from "./steady";
import { type Bench, withDemoProvider } from "./with-demo-provider";

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
  await withDemoProvider({ slug: "lifecycle", template: "ONE_TIME_CALLBACK", say }, async (opened) => {
    const bench = { ...opened, say };
    await warmUp(bench);
    if (options.rounds > 0) say(`\n${describeSteady(await runSteady(bench, options))}`);
    if (options.burst > 0) {
      const burst = await runBurst(bench, options.burst);
      say(`\n${describeBurst(burst)}`);
      if (burst.lost > 0) process.exitCode = 1;
    }
  });
}

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
