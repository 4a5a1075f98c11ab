"use client";
import { useTransition } from "react";
import { useRouter } from "next/navigation";
import { toast } from "sonner";
import { Button, type ButtonSize, type ButtonVariant } from "@/components/ui/button";
import type { Confirmed } from "@/components/ui/confirm-dialog";

type RunButtonProps = {
  isRunning: boolean;
  variant: ButtonVariant;
  size?: ButtonSize;
  /** The verb; "Run validation" where there is no better. */
  label?: string;
  /** The page that shows the newest run. */
  path: string;
  run: () => Promise<Confirmed>;
};

/** Starts the suite. It costs nothing: demo requests only, with a key of its own. */
export function RunButton({
  isRunning,
  variant,
  size = "md",
  label = "Run validation",
  path,
  run,
}: RunButtonProps) {
  const router = useRouter();
  const [isStarting, start] = useTransition();
  const submit = () =>
    start(async () => {
      const result = await run().catch(() => null);
      if (result?.ok === true) router.push(path, { scroll: false });
      else toast.error(result?.message ?? "Gatehouse could not be reached. Nothing was started.");
    });
  return (
    <Button variant={variant} size={size} onClick={submit} isPending={isStarting || isRunning}>
      {isRunning ? "Validation runs…" : label}
    </Button>
  );
}
