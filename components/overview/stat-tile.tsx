import Link from "next/link";
import { Card } from "@/components/ui/card";
import { cn } from "@/components/ui/cn";
import { Sparkline } from "./sparkline";

export type Stat = {
  label: string;
  value: string;
  /** A comparison, or what the figure counts. */
  note: string;
  /** The list behind the figure. */
  href: string;
  tone: "accent" | "good" | "run" | "wait" | "bad";
  /** Step by step over the period, null where nothing is known; none where only the present is. */
  series: readonly (number | null)[] | null;
};

const STROKES: Record<Stat["tone"], string> = {
  accent: "text-accent",
  good: "text-good",
  run: "text-run",
  wait: "text-wait",
  bad: "text-bad",
};

/** The figures of the overview; each leads to its list. */
export function StatTiles({ stats }: { stats: readonly Stat[] }) {
  return (
    <ul className="mb-4 grid grid-cols-2 gap-3 md:grid-cols-3 xl:grid-cols-5">
      {stats.map((stat) => (
        <li key={stat.label} className="flex last:odd:col-span-2 md:last:odd:col-span-1">
          <Card className="relative flex min-w-0 flex-1 flex-col px-3.5 pt-3 pb-3 transition-colors hover:border-line-strong has-[a:focus-visible]:border-accent">
            <Link
              href={stat.href}
              className="text-xs text-muted outline-none after:absolute after:inset-0 after:rounded-lg focus-visible:after:outline-2 focus-visible:after:outline-accent"
            >
              {stat.label}
            </Link>
            <strong className="text-2xl font-semibold tracking-tight">{stat.value}</strong>
            <span className="text-xs text-muted">{stat.note}</span>
            <div className={cn("mt-auto pt-1.5", STROKES[stat.tone])}>
              {stat.series ? <Sparkline values={stat.series} /> : <div className="hidden h-7 md:block" />}
            </div>
          </Card>
        </li>
      ))}
    </ul>
  );
}
