// npm run bench:notify [-- --seconds 10 --rate 50] — from a provider's webhook to the signed notification at Maxsight.
import { runNotifyBench } from "./notify/run.ts";

await runNotifyBench(process.argv.slice(2));
