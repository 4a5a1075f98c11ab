"use client";
import { useEffect, useRef } from "react";
import { useRouter } from "next/navigation";

const SLOWEST_MS = 30_000;
const PATIENCE = 12;

/**
 * Reads the page again every few seconds while it is looked at; slower after a while without anybody touching it,
 * not at all while hidden. Forms and open rows keep their state.
 */
export function LiveRefresh({ everyMs = 5_000 }: { everyMs?: number }) {
  const router = useRouter();
  const idleRounds = useRef(0);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    const plan = () => {
      const delayMs = idleRounds.current > PATIENCE ? SLOWEST_MS : everyMs;
      timer = setTimeout(() => {
        idleRounds.current += 1;
        if (document.visibilityState === "visible") router.refresh();
        plan();
      }, delayMs);
    };
    const wake = () => {
      const wasSlow = idleRounds.current > PATIENCE;
      idleRounds.current = 0;
      if (!wasSlow) return;
      clearTimeout(timer);
      plan();
    };
    plan();
    window.addEventListener("pointerdown", wake);
    window.addEventListener("keydown", wake);
    document.addEventListener("visibilitychange", wake);
    return () => {
      clearTimeout(timer);
      window.removeEventListener("pointerdown", wake);
      window.removeEventListener("keydown", wake);
      document.removeEventListener("visibilitychange", wake);
    };
  }, [everyMs, router]);
  return null;
}
