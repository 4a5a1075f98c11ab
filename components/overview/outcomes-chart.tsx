"use client";
import { Bar, BarChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";
import { formatClock, formatMoment, formatZone } from "@/lib/format/clock";
import { formatCount } from "@/lib/format/text";
import { Status } from "@/components/ui/status";
import { useTimeSettings } from "@/components/ui/time-context";
import type { OutcomeStep } from "./outcome-step";

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
    // The chart is drawn wide until its room has been measured: that must not widen the page.
    <figure className="h-44 overflow-x-clip">
      <figcaption className="sr-only">
        Checks with a result and checks with errors over time; the table has the figures.
      </figcaption>
      <ResponsiveContainer width="100%" height="100%" initialDimension={{ width: 1000, height: 176 }}>
        <BarChart
          data={[...steps]}
          barCategoryGap={1}
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
          <Tooltip isAnimationActive={false} cursor={{ fill: "var(--sunken)" }} content={StepTooltip} />
          <Bar
            dataKey="results"
            stackId="outcome"
            fill="var(--good-weak)"
            stroke="var(--good)"
            isAnimationActive={false}
            maxBarSize={48}
          />
          <Bar
            dataKey="errors"
            stackId="outcome"
            fill="var(--bad-weak)"
            stroke="var(--bad)"
            isAnimationActive={false}
            maxBarSize={48}
          />
        </BarChart>
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
