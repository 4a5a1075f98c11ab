const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const DAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];

/** Every part has a fixed alphabet and the pattern is anchored, so matching is linear. */
const HTTP_DATE =
  /^(?:mon|tue|wed|thu|fri|sat|sun), (\d{1,2}) (jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec) (\d{4}) (\d{2}):(\d{2}):(\d{2}) (gmt|utc|ut|z|[+-]\d{4})$/i;

const pad = (value: number) => String(value).padStart(2, "0");

/** `Tue, 24 Oct 2023 12:24:50 GMT`. The suffix is only text: the time is always UTC (PROTOCOL 2.5). */
export function formatHttpDate(epochMs: number, suffix = "GMT"): string {
  const date = new Date(epochMs);
  const day = `${DAYS[date.getUTCDay()]}, ${pad(date.getUTCDate())} ${MONTHS[date.getUTCMonth()]}`;
  const time = `${pad(date.getUTCHours())}:${pad(date.getUTCMinutes())}:${pad(date.getUTCSeconds())}`;
  return `${day} ${String(date.getUTCFullYear()).padStart(4, "0")} ${time} ${suffix}`;
}

/**
 * Epoch milliseconds of a `Date` header, or null when it is not one. `GMT`, `UTC`, `UT`, `Z` and `±0000` are UTC,
 * another numeric offset is applied (PROTOCOL 2.5). The name of the day is not checked: it carries no time.
 */
export function parseHttpDate(text: string): number | null {
  const match = HTTP_DATE.exec(text);
  if (match === null) return null;
  const [, day = "", month = "", year = "", hours = "", minutes = "", seconds = "", zone = ""] = match;
  const midnightMs = parseDay(Number(day), month, Number(year));
  const secondsOfDay = parseTime(Number(hours), Number(minutes), Number(seconds));
  const offsetMinutes = parseOffset(zone);
  if (midnightMs === null || secondsOfDay === null || offsetMinutes === null) return null;
  return midnightMs + (secondsOfDay - offsetMinutes * 60) * 1000;
}

function parseDay(day: number, monthName: string, year: number): number | null {
  const month = MONTHS.findIndex((name) => name.toLowerCase() === monthName.toLowerCase());
  // Not Date.UTC: it reads years below 100 as 19xx.
  const midnight = new Date(0);
  midnight.setUTCFullYear(year, month, day);
  return midnight.getUTCDate() === day && midnight.getUTCMonth() === month ? midnight.getTime() : null;
}

/** A leap second (`:60`) is allowed, as in RFC 9110. */
function parseTime(hours: number, minutes: number, seconds: number): number | null {
  return hours > 23 || minutes > 59 || seconds > 60 ? null : hours * 3600 + minutes * 60 + seconds;
}

function parseOffset(zone: string): number | null {
  const sign = zone.charAt(0);
  if (sign !== "+" && sign !== "-") return 0;
  const hours = Number(zone.slice(1, 3));
  const minutes = Number(zone.slice(3, 5));
  if (hours > 23 || minutes > 59) return null;
  return (sign === "-" ? -1 : 1) * (hours * 60 + minutes);
}
