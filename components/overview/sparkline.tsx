const WIDTH = 120;
const HEIGHT = 28;

/** The shape of a series, without figures; in the colour of the text. Where nothing is known there is no line. */
export function Sparkline({ values }: { values: readonly (number | null)[] }) {
  const known = values.filter((value) => value !== null);
  const highest = Math.max(...known, 0);
  const lowest = Math.min(...known, highest);
  const span = highest - lowest || 1;
  const step = WIDTH / Math.max(1, values.length - 1);
  const isFlat = highest === lowest;
  const lines = runsOf(values).map((run) =>
    run
      .map(({ value, index }) => {
        const share = isFlat ? 0 : (value - lowest) / span;
        return `${(index * step).toFixed(1)},${(HEIGHT - 2 - share * (HEIGHT - 4)).toFixed(1)}`;
      })
      .join(" "),
  );
  return (
    <svg
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      className="block h-7 w-full"
      aria-hidden="true"
    >
      {lines.map((points) => (
        <polyline
          key={points}
          // A line from a point to itself is a dot, with round ends.
          points={points.includes(" ") ? points : `${points} ${points}`}
          fill="none"
          stroke="currentColor"
          strokeWidth={1.5}
          strokeLinecap="round"
          strokeLinejoin="round"
          vectorEffect="non-scaling-stroke"
        />
      ))}
    </svg>
  );
}

type Point = { value: number; index: number };

/** The stretches without a gap. */
function runsOf(values: readonly (number | null)[]): Point[][] {
  const runs: Point[][] = [];
  for (const [index, value] of values.entries()) {
    if (value === null) continue;
    if (index > 0 && values[index - 1] !== null) runs.at(-1)?.push({ value, index });
    else runs.push([{ value, index }]);
  }
  return runs;
}
