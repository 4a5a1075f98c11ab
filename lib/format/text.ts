/** The middle cut out of a long id: `a59c8eb3…b9d2`. Short ones stay whole. */
export function cutMiddle(text: string, head = 8, tail = 4): string {
  return text.length <= head + tail + 1 ? text : `${text.slice(0, head)}…${text.slice(-tail)}`;
}

const NUMBER = new Intl.NumberFormat("en-US");

/** `12,480`. */
export function formatCount(count: number): string {
  return NUMBER.format(count);
}

/** A share between 0 and 1 as `98.6 %`; whole numbers without a decimal. */
export function formatShare(share: number): string {
  const percent = Math.round(share * 1_000) / 10;
  return `${Number.isInteger(percent) ? percent : percent.toFixed(1)} %`;
}

/** `1 attempt`, `3 attempts`; the plural is given where an s is not enough. */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}

/** `64 B`, `1.2 KiB`, `3.4 MiB`. */
export function formatBytes(bytes: number): string {
  if (bytes < 1_024) return `${bytes} B`;
  const [size, unit] = bytes < 1_048_576 ? [bytes / 1_024, "KiB"] : [bytes / 1_048_576, "MiB"];
  return `${size < 10 ? size.toFixed(1) : Math.round(size)} ${unit}`;
}

/** `IDENTITY_CHECK` → `Identity check`, `provider_admin` → `Provider admin`. */
export function sentenceCase(constant: string): string {
  const words = constant.replaceAll("_", " ").toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
