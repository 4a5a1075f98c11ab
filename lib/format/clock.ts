/** An IANA time zone name, or `UTC`. */
export type Zone = string;

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatter(zone: Zone): Intl.DateTimeFormat {
  const known = formatters.get(zone);
  if (known) return known;
  const made = new Intl.DateTimeFormat("en-GB", {
    timeZone: zone,
    year: "numeric",
    month: "short",
    day: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    hourCycle: "h23",
    fractionalSecondDigits: 3,
  });
  formatters.set(zone, made);
  return made;
}

type ClockParts = Record<
  "year" | "month" | "day" | "hour" | "minute" | "second" | "fractionalSecond",
  string
>;

function partsOf(atMs: number, zone: Zone): ClockParts {
  const parts: ClockParts = {
    year: "",
    month: "",
    day: "",
    hour: "",
    minute: "",
    second: "",
    fractionalSecond: "",
  };
  for (const { type, value } of formatter(zone).formatToParts(atMs)) {
    if (type in parts) parts[type as keyof ClockParts] = value;
  }
  return parts;
}

/** `14:30:55` in the zone; with milliseconds `14:30:55.210`. The zone is said by whoever shows it. */
export function formatClock(atMs: number, zone: Zone, withMs = false): string {
  const { hour, minute, second, fractionalSecond } = partsOf(atMs, zone);
  const clock = `${hour}:${minute}:${second}`;
  return withMs ? `${clock}.${fractionalSecond}` : clock;
}

/** `24 Nov 2026` in the zone. */
export function formatDay(atMs: number, zone: Zone): string {
  const { day, month, year } = partsOf(atMs, zone);
  return `${day} ${month} ${year}`;
}

/** The whole instant with its zone: `24 Nov 2026, 14:30:55.210 UTC`. */
export function formatInstant(atMs: number, zone: Zone): string {
  return `${formatDay(atMs, zone)}, ${formatClock(atMs, zone, true)} ${formatZone(zone)}`;
}

/** For lists: the clock alone on the day of `nowMs`, else day and minute: `14:30:55`, `23 Nov 14:30`. */
export function formatMoment(atMs: number, nowMs: number, zone: Zone): string {
  if (formatDay(atMs, zone) === formatDay(nowMs, zone)) return formatClock(atMs, zone);
  const { day, month, hour, minute, year } = partsOf(atMs, zone);
  const date = year === partsOf(nowMs, zone).year ? `${day} ${month}` : `${day} ${month} ${year}`;
  return `${date} ${hour}:${minute}`;
}

/** How a zone is named beside a time: `UTC`, or the city of the IANA name (`Berlin`). */
export function formatZone(zone: Zone): string {
  const city = zone.split("/").at(-1) ?? zone;
  return city.replaceAll("_", " ");
}

/** Whether this runtime knows the zone; anything else would throw when formatting. */
export function isZone(value: string): boolean {
  try {
    return new Intl.DateTimeFormat("en-GB", { timeZone: value }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}
