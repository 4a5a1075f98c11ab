const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

function pair(ms: number, units: { big: number; small: number; names: [string, string] }): string {
  const whole = Math.floor(ms / units.big);
  const rest = Math.floor((ms - whole * units.big) / units.small);
  return rest === 0 ? `${whole} ${units.names[0]}` : `${whole} ${units.names[0]} ${rest} ${units.names[1]}`;
}

/** A length of time in at most two units: `812 ms`, `1.1 s`, `38 s`, `4 min`, `2 h 10 min`, `3 d 4 h`. */
export function formatDuration(ms: number): string {
  const length = Math.max(0, ms);
  if (length < SECOND) return `${Math.round(length)} ms`;
  if (length < 9_950) return `${(length / SECOND).toFixed(1)} s`;
  if (length < MINUTE) return `${Math.floor(length / SECOND)} s`;
  if (length < 10 * MINUTE) return pair(length, { big: MINUTE, small: SECOND, names: ["min", "s"] });
  if (length < HOUR) return `${Math.floor(length / MINUTE)} min`;
  if (length < DAY) return pair(length, { big: HOUR, small: MINUTE, names: ["h", "min"] });
  return pair(length, { big: DAY, small: HOUR, names: ["d", "h"] });
}

/** One unit only, cut and never rounded up: `4 s`, `12 min`, `3 h`, `9 d`. For "… ago" and counters. */
export function formatRoughDuration(ms: number): string {
  const length = Math.max(0, ms);
  if (length < MINUTE) return `${Math.floor(length / SECOND)} s`;
  if (length < HOUR) return `${Math.floor(length / MINUTE)} min`;
  if (length < 2 * DAY) return `${Math.floor(length / HOUR)} h`;
  return `${Math.floor(length / DAY)} d`;
}

/** Where an instant stands to now: `4 s ago`, `in 22 s`, `now` within a second. Both are epoch milliseconds. */
export function formatRelative(atMs: number, nowMs: number): string {
  const ago = nowMs - atMs;
  if (Math.abs(ago) < SECOND) return "now";
  return ago > 0 ? `${formatRoughDuration(ago)} ago` : `in ${formatRoughDuration(-ago)}`;
}
