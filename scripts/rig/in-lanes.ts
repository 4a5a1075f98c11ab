/** Runs `work` `count` times, `lanes` at a time. Rejects with the first failure. */
export async function inLanes(
  options: { count: number; lanes: number },
  work: (index: number) => Promise<unknown>,
): Promise<void> {
  let next = 0;
  const lane = async (): Promise<void> => {
    for (let index = next++; index < options.count; index = next++) await work(index);
  };
  await Promise.all(Array.from({ length: options.lanes }, lane));
}

/** Runs `work` `count` times, begun at an even rate whatever each takes; settles when all have ended. */
export async function atRate(
  options: { count: number; perSecond: number },
  work: (index: number) => Promise<unknown>,
): Promise<void> {
  const beganAtMs = performance.now();
  const running: Promise<unknown>[] = [];
  for (let index = 0; index < options.count; index += 1) {
    const waitMs = beganAtMs + (index * 1000) / options.perSecond - performance.now();
    if (waitMs > 0) await new Promise((resolve) => setTimeout(resolve, waitMs));
    running.push(work(index));
  }
  await Promise.all(running);
}
