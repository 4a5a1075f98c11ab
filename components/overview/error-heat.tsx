import type { OutcomeStep } from "./outcome-step";

/** One error class: how many in each step of the chart. */
export type ErrorRow = { errorType: string; counts: readonly number[] };

type ErrorHeatProps = { rows: readonly ErrorRow[]; steps: readonly OutcomeStep[] };

const FAINTEST = 0.25;

/** Error classes over time: the stronger, the more. Figures are in the words of each row. */
export function ErrorHeat({ rows, steps }: ErrorHeatProps) {
  if (rows.length === 0) return null;
  const highest = Math.max(...rows.flatMap((row) => row.counts), 1);
  return (
    <ul className="mt-2 grid gap-1.5 pl-9" aria-label="Error classes over time">
      {rows.map((row) => {
        const total = row.counts.reduce((sum, count) => sum + count, 0);
        return (
          <li key={row.errorType} className="text-xs text-muted">
            <span className="flex justify-between gap-2">
              <span className="truncate font-mono text-2xs">{row.errorType}</span>
              <span>{total}</span>
            </span>
            <span aria-hidden="true" className="grid auto-cols-fr grid-flow-col gap-px">
              {steps.map((step, index) => {
                const count = row.counts[index] ?? 0;
                return (
                  <span
                    key={step.at}
                    {...(count > 0 ? { title: `${count}` } : {})}
                    className={
                      count > 0 ? "h-3 rounded-[2px] bg-bad" : "h-3 rounded-[2px] bg-sunken dark:bg-line/50"
                    }
                    style={count > 0 ? { opacity: FAINTEST + (1 - FAINTEST) * (count / highest) } : undefined}
                  />
                );
              })}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
