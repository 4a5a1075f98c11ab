/** Markup that is safe to send: everything put into it was escaped. */
export type Html = { readonly markup: string };

type Part = string | number | Html | readonly Html[] | null;

const ENTITIES: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Escaped text: what a provider or a person wrote never becomes markup. */
export function escapeHtml(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => ENTITIES[character] ?? "");
}

/** A template whose parts are escaped unless they are markup already. */
export function html(strings: TemplateStringsArray, ...parts: Part[]): Html {
  const markup = strings.map((text, index) => (index === 0 ? text : toMarkup(parts[index - 1]) + text));
  return { markup: markup.join("") };
}

function toMarkup(part: Part | undefined): string {
  if (part === null || part === undefined) return "";
  if (typeof part === "string") return escapeHtml(part);
  if (typeof part === "number") return String(part);
  return "markup" in part ? part.markup : part.map((item) => item.markup).join("");
}
