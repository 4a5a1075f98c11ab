import { processEnd } from "../process-end";

/**
 * The answer of `work`, or of `instead` once the process is about to end and cannot wait any longer. What `work` comes to
 * after that is nobody's any more.
 */
export async function beforeEnd<Answer>(
  work: () => Promise<Answer>,
  instead: () => Promise<Answer> | Answer,
): Promise<Answer> {
  const { signal: hurrying } = processEnd();
  if (hurrying.aborted) return instead();
  let listener = () => {};
  const hurried = new Promise<"hurried">((resolve) => {
    listener = () => resolve("hurried");
    hurrying.addEventListener("abort", listener, { once: true });
  });
  const working = work();
  try {
    const first = await Promise.race([working, hurried]);
    if (first !== "hurried") return first;
    working.catch(() => {});
    return await instead();
  } finally {
    hurrying.removeEventListener("abort", listener);
  }
}
