import { describe, expect, it } from "vitest";
import { FairQueue } from "./fair-queue";

function filled(...jobs: string[]) {
  const queue = new FairQueue<string>();
  for (const job of jobs) queue.add(job.charAt(0), job);
  return queue;
}

function takeAll(queue: FairQueue<string>): string[] {
  const order: string[] = [];
  for (let next = queue.take(); next !== null; next = queue.take()) {
    order.push(next.job);
    queue.done(next.lane);
  }
  return order;
}

describe("a fair queue", () => {
  it("gives lanes their turns, and each lane its own order", () => {
    expect(takeAll(filled("a1", "a2", "a3", "b1", "b2", "c1"))).toEqual(["a1", "b1", "c1", "a2", "b2", "a3"]);
  });

  it("prefers the lane with the fewest jobs under way", () => {
    const queue = filled("a1", "a2", "a3");
    queue.take();
    queue.take();
    queue.add("b", "b1");
    queue.add("b", "b2");
    expect([queue.take()?.job, queue.take()?.job, queue.take()?.job]).toEqual(["b1", "b2", "a3"]);
  });

  it("forgets a job that is taken out, and everything when it is cleared", () => {
    const queue = filled("a1", "a2", "b1");
    queue.remove("a", "a1");
    expect(queue.waiting("a")).toBe(1);
    expect(queue.clear()).toEqual(["a2", "b1"]);
    expect(queue.take()).toBeNull();
  });
});
