// npm run bench:monitored [-- --checks 20000 --idle 60] — what open monitored checks cost while nothing happens.
import { runMonitoredBench } from "./monitored/run.ts";

await runMonitoredBench(process.argv.slice(2));
