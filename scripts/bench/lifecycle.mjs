// npm run bench:lifecycle [-- --burst 5000 --seconds 15 --rounds 3] — a burst of callback checks, then steady checks
// against a bare Temporal workflow.
import { runLifecycleBench } from "./lifecycle/run.ts";

await runLifecycleBench(process.argv.slice(2));
