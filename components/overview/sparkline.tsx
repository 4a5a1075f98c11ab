const WIDTH = 120;
const HEIGHT = 28;

/** The shape of a series, without figures; in the colour of the text. */
export function Sparkline({ values }: { values: readonly number[] }) {
  const highest = Math.max(...values, 0);
  const lowest = Math.min(...values, highest);
  const span = highest - lowest || 1;
  const step = WIDTH / Math.max(1, values.length - 1);
  const isFlat = highest === lowest;
  const points = values.map((value, index) => {
    const share = isFlat ? 0 : (value - lowest) / span;
    return `${(index * step).toFixed(1)},${(HEIGHT - 2 - share * (HEIGHT - 4)).toFixed(1)}`;
  });
  return (
    <svg
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      className="block h-7 w-full"
      aria-hidden="true"
    >
      <polyline
        points={points.join(" ")}
        fill="none"
        stroke="currentColor"
        strokeWidth={1.5}
        strokeLinejoin="round"
        vectorEffect="non-scaling-stroke"
      />
    </svg>
  );
}
