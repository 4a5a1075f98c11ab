"use client";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Status } from "@/components/ui/status";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import { Time } from "@/components/ui/time";
import { formatCount } from "@/lib/format/text";
import { ErrorHeat, type ErrorRow } from "./error-heat";
import type { OutcomeStep } from "./outcome-step";
import { OutcomesChart } from "./outcomes-chart";

type OutcomesCardProps = { steps: readonly OutcomeStep[]; errors: readonly ErrorRow[] };

/** What came of checks over time, error classes under it on the same axis; or the same figures as a table. */
export function OutcomesCard({ steps, errors }: OutcomesCardProps) {
  const [isTable, setIsTable] = useState(false);
  return (
    <Card className="@container mb-4">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1 px-3.5 pt-3 text-xs text-muted">
        <h2 className="mr-auto text-sm font-semibold text-ink">Outcomes</h2>
        <Status tone="good">result</Status>
        <Status tone="bad">errors</Status>
        <Button size="sm" variant="ghost" aria-pressed={isTable} onClick={() => setIsTable(!isTable)}>
          {isTable ? "as a chart" : "as a table"}
        </Button>
      </div>
      {isTable ? (
        <OutcomesTable steps={steps} />
      ) : (
        <div className="px-3.5 pt-1 pb-3.5">
          <OutcomesChart steps={steps} />
          <ErrorHeat rows={errors} steps={steps} />
        </div>
      )}
    </Card>
  );
}

function OutcomesTable({ steps }: { steps: readonly OutcomeStep[] }) {
  const shown = steps.filter((step) => step.started > 0).toReversed();
  if (shown.length === 0)
    return <p className="px-3.5 py-8 text-center text-sm text-muted">No check in this period.</p>;
  return (
    <div className="max-h-80 overflow-y-auto">
      <Table aria-label="outcomes over time">
        <thead>
          <tr>
            <Th>From</Th>
            <Th isNumeric>Started</Th>
            <Th isNumeric>Results</Th>
            <Th isNumeric>Errors</Th>
          </tr>
        </thead>
        <tbody>
          {shown.map((step) => (
            <Tr key={step.at}>
              <Td>
                <Time at={step.at} as="moment" isFocusable={false} className="font-mono text-xs text-muted" />
              </Td>
              <Td isNumeric>{formatCount(step.started)}</Td>
              <Td isNumeric>{formatCount(step.results)}</Td>
              <Td isNumeric>{formatCount(step.errors)}</Td>
            </Tr>
          ))}
        </tbody>
      </Table>
    </div>
  );
}
