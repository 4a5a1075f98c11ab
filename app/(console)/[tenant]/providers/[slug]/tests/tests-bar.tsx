import { RunButton } from "@/components/validation/run-button";
import { ValidatedVersion } from "./validated-version";
import type { OpenProvider } from "../open-provider";
import { run } from "./actions";

/** What the suite is, which version is proven, and the button that runs it. */
export function TestsBar({ open }: { open: OpenProvider }) {
  const { provider, place, validated, gate } = open;
  const canRun = open.can("providers:write") && provider.status !== "retired";
  return (
    <div className="mb-4 flex flex-wrap items-center justify-between gap-x-6 gap-y-3">
      <div className="grid max-w-[72ch] gap-1 text-sm">
        <p className="text-pretty text-muted">
          What Maxsight tests when the integration is registered, run from here against its own URL. Demo
          requests only; no provider is called.
        </p>
        <p className="flex gap-1.5">
          Validated version: <ValidatedVersion version={provider.version} validated={validated} />
        </p>
      </div>
      {canRun && (
        <RunButton
          isRunning={open.isValidating}
          variant={gate.result === "passed" ? "secondary" : "primary"}
          path={`${open.path}/tests`}
          run={run.bind(null, place)}
        />
      )}
    </div>
  );
}
