"use client";
import { useTransition } from "react";
import { toast } from "sonner";
import { Button } from "@/components/ui/button";
import type { Confirmed } from "@/components/ui/confirm-dialog";

/** Breaks a run off; what it left open ends with it. */
export function StopButton({ stop }: { stop: () => Promise<Confirmed> }) {
  const [isStopping, start] = useTransition();
  const submit = () =>
    start(async () => {
      const result = await stop().catch(() => null);
      if (result?.ok !== true) toast.error(result?.message ?? "Gatehouse could not be reached. It goes on.");
    });
  return (
    <Button onClick={submit} isPending={isStopping}>
      {isStopping ? "Stopping…" : "Stop"}
    </Button>
  );
}
