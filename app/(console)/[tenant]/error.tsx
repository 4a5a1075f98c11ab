"use client";
import { Button } from "@/components/ui/button";
import { ErrorState } from "@/components/ui/empty-state";

/** Any page of a tenant that could not be drawn; the frame around it stays. */
export default function ConsoleError({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  return (
    <ErrorState
      level="h1"
      title="This page could not be read"
      code={error.digest && `Reference ${error.digest}`}
      action={<Button onClick={reset}>Try again</Button>}
    >
      Checks and notifications go on without it. If trying again does not help, the log of the web process
      says why under this reference.
    </ErrorState>
  );
}
