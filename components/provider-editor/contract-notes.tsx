import { Callout } from "@/components/ui/callout";
import { Status } from "@/components/ui/status";
import { plural } from "@/lib/format/text";
import type { ContractChanges } from "@/lib/protocol/contract-changes";

/** What Maxsight and its customers will notice of a change, the worst first. */
export function ContractNotes({ contract }: { contract: ContractChanges }) {
  if (!contract.needsRevalidation)
    return (
      <Callout tone="good">Maxsight reads the same configuration: no validation is needed there.</Callout>
    );
  const { resets, changes } = contract;
  return (
    <div className="grid gap-2">
      <Callout tone="wait">
        Maxsight keeps what it read until you validate again there.
        {resets.length > 0 && (
          <>
            {" "}
            Saving there sets {plural(resets.length, "parameter")} of its customers back to the default:{" "}
            <span className="font-mono text-xs break-words">{resets.join(", ")}</span>.
          </>
        )}
      </Callout>
      {changes.length > 0 && (
        <ul className="grid gap-1 text-sm">
          {changes
            .toSorted((left, right) => left.weight.localeCompare(right.weight))
            .map(({ weight, path, message }) => (
              <li key={path + message} className="flex gap-2">
                <Status tone={weight === "breaks" ? "bad" : "wait"} className="h-5 shrink-0">
                  <span className="sr-only">
                    {weight === "breaks" ? "Customers notice:" : "After validating again:"}
                  </span>
                </Status>
                <span className="min-w-0 text-pretty break-words">{message}</span>
              </li>
            ))}
        </ul>
      )}
    </div>
  );
}
