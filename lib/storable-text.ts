/** A text from outside as Postgres can hold it: a NUL, which it cannot, becomes the replacement character. */
export function storableText(text: string): string {
  return text.replaceAll("\u0000", "\ufffd");
}
