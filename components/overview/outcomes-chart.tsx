"use client";
import { Area, AreaChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";
import { formatClock, formatMoment, formatZone } from "@/lib/format/clock";
import { formatCount } from "@/lib/format/text";
import { Status } from "@/components/ui/status";
import { useTimeSettings } from "@/components/ui/time-context";
import type { OutcomeStep } from "./outcomes-card";

const DAY_MS = 86_400_000;

/** Results and errors, stacked, over time. */
export function OutcomesChart({ steps }: { steps: readonly OutcomeStep[] }) {
  const { zone, renderedAtMs } = useTimeSettings();
  const first = steps[0];
  const isLong = first !== undefined && renderedAtMs - Date.parse(first.at) > 2 * DAY_MS;
  const tick = (at: string) =>
    isLong
      ? formatMoment(Date.parse(at), renderedAtMs + 2 * DAY_MS, zone).slice(0, 6)
      : formatClock(Date.parse(at), zone).slice(0, 5);
  return (
    <figure className="h-44">
      <figcaption className="sr-only">
        Checks with a result and checks with errors over time; the table has the figures.
      </figcaption>
      <ResponsiveContainer width="100%" height="100%" initialDimension={{ width: 1000, height: 176 }}>
        <AreaChart
          data={[...steps]}
          margin={{ top: 8, right: 0, bottom: 0, left: 0 }}
          accessibilityLayer={false}
        >
          <CartesianGrid vertical={false} stroke="var(--line)" />
          <XAxis
            dataKey="at"
            tickFormatter={tick}
            tickLine={false}
            axisLine={{ stroke: "var(--line)" }}
            minTickGap={56}
            tick={{ fill: "var(--muted)", fontSize: 11 }}
            height={22}
          />
          <YAxis
            width={36}
            allowDecimals={false}
            tickLine={false}
            axisLine={false}
            tickCount={4}
            tick={{ fill: "var(--muted)", fontSize: 11 }}
          />
          <Tooltip
            isAnimationActive={false}
            cursor={{ stroke: "var(--line-strong)" }}
            content={StepTooltip}
          />
          <Area
            dataKey="results"
            stackId="outcome"
            type="linear"
            stroke="var(--good)"
            fill="var(--good-weak)"
            fillOpacity={1}
            strokeWidth={1.25}
            isAnimationActive={false}
            activeDot={{ r: 3, fill: "var(--good)", stroke: "var(--surface)" }}
          />
          <Area
            dataKey="errors"
            stackId="outcome"
            type="linear"
            stroke="var(--bad)"
            fill="var(--bad-weak)"
            fillOpacity={1}
            strokeWidth={1.25}
            isAnimationActive={false}
            activeDot={{ r: 3, fill: "var(--bad)", stroke: "var(--surface)" }}
          />
        </AreaChart>
      </ResponsiveContainer>
    </figure>
  );
}

type StepTooltipProps = { active?: boolean; payload?: readonly { payload?: OutcomeStep }[] };

function StepTooltip({ active, payload }: StepTooltipProps) {
  const { zone, renderedAtMs } = useTimeSettings();
  const step = payload?.[0]?.payload;
  if (!active || !step) return null;
  return (
    <div className="grid gap-0.5 rounded-md border border-line bg-raised px-2.5 py-1.5 text-xs shadow-float">
      <span className="text-muted">
        from {formatMoment(Date.parse(step.at), renderedAtMs, zone)} {formatZone(zone)}
      </span>
      <Status tone="good">{formatCount(step.results)} result</Status>
      <Status tone="bad">{formatCount(step.errors)} errors</Status>
      <span className="text-muted">{formatCount(step.started)} started</span>
    </div>
  );
}
