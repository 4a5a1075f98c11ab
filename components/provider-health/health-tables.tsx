import Link from "next/link";
import { Card, CardHeader } from "@/components/ui/card";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import { Time } from "@/components/ui/time";
import { formatDuration } from "@/lib/format/duration";
import { formatCount, formatShare } from "@/lib/format/text";
import type { HealthItem } from "./health-item";

/** What went wrong most, each a link to those checks. */
export function TopErrors({ errors }: { errors: HealthItem["topErrors"] }) {
  return (
    <Card>
      <CardHeader title="Top errors" note="live checks, last 24 hours" />
      {errors.length === 0 ? (
        <p className="px-3.5 py-6 text-center text-sm text-muted">No check ended in errors.</p>
      ) : (
        <Table aria-label="top errors">
          <thead>
            <tr>
              <Th>Error</Th>
              <Th isNumeric>Checks</Th>
              <Th>Last</Th>
            </tr>
          </thead>
          <tbody>
            {errors.map(({ errorType, count, lastAt, href }) => (
              <Tr key={errorType}>
                <Td>
                  <Link href={href} className="font-mono text-xs underline-offset-2 hover:underline">
                    {errorType}
                  </Link>
                </Td>
                <Td isNumeric>{formatCount(count)}</Td>
                <Td className="text-muted">
                  <Time at={lastAt} />
                </Td>
              </Tr>
            ))}
          </tbody>
        </Table>
      )}
    </Card>
  );
}

/** How the calls to the provider went, the slowest operation first. */
export function CallFigures({ calls }: { calls: HealthItem["calls"] }) {
  return (
    <Card>
      <CardHeader title="Calls to the provider" note="the latest 2,000 of 24 hours" />
      {calls.length === 0 ? (
        <p className="px-3.5 py-6 text-center text-sm text-muted">
          No call left for it in this time; demo checks call nobody.
        </p>
      ) : (
        <Table aria-label="calls to the provider">
          <thead>
            <tr>
              <Th>Operation</Th>
              <Th isNumeric>Calls</Th>
              <Th isNumeric>Failed</Th>
              <Th isNumeric>p50</Th>
              <Th isNumeric>p95</Th>
            </tr>
          </thead>
          <tbody>
            {calls.map((row) => (
              <Tr key={row.operation}>
                <Td className="font-mono text-xs">{row.operation}</Td>
                <Td isNumeric>{formatCount(row.calls)}</Td>
                <Td isNumeric className={row.failures > 0 ? "text-bad" : ""}>
                  {formatShare(row.failures / row.calls)}
                </Td>
                <Td isNumeric>{formatDuration(row.p50Ms)}</Td>
                <Td isNumeric>{formatDuration(row.p95Ms)}</Td>
              </Tr>
            ))}
          </tbody>
        </Table>
      )}
    </Card>
  );
}
