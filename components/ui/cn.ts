/** Joins class names; falsy ones leave. Later utilities do not override earlier ones: pass what differs. */
export function cn(...classes: (string | false | null | undefined)[]): string {
  return classes.filter(Boolean).join(" ");
}
