import { messageOf } from "@/lib/errors";
import type { TestCase, ValidationTest } from "./test-case";

/** Runs the tests, at most `concurrency` at a time as Maxsight fires them (PROTOCOL 14.1); answers in their own order. */
export async function runTests(
  cases: readonly TestCase[],
  options: {
    concurrency: number;
    onTest?: ((test: ValidationTest) => void) | undefined;
    signal?: AbortSignal | undefined;
  },
): Promise<ValidationTest[]> {
  const results = new Map<TestCase, ValidationTest>();
  const waiting = [...cases];
  const lane = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const test = await runTest(next, options.signal);
      results.set(next, test);
      options.onTest?.(test);
    }
  };
  await Promise.all(Array.from({ length: Math.min(options.concurrency, cases.length) }, lane));
  return cases.flatMap((testCase) => results.get(testCase) ?? []);
}

async function runTest(
  { run, ...about }: TestCase,
  signal: AbortSignal | undefined,
): Promise<ValidationTest> {
  if (signal?.aborted === true)
    return { ...about, outcome: "skipped", sent: null, received: null, hint: "The run was stopped." };
  try {
    return { ...about, ...(await run()) };
  } catch (error) {
    return {
      ...about,
      outcome: "failed",
      sent: null,
      received: null,
      hint: `The test itself broke: ${messageOf(error)}`,
    };
  }
}
