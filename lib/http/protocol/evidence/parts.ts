import { type Html, html } from "./html";

/** A part of the page with a heading. */
export function section(title: string, body: Html): Html {
  return html`<section>
    <h2>${title}</h2>
    ${body}
  </section>`;
}

/** Rows of text; an absent value is a dash. Says so when there is none. */
export function table(heads: string[], rows: string[][]): Html {
  if (rows.length === 0) return html`<p class="muted">None.</p>`;
  const cell = (value: string) => html`<td>${value === "" ? "—" : value}</td>`;
  return html`<div class="scroll">
    <table>
      <thead>
        <tr>
          ${heads.map((head) => html`<th scope="col">${head}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          (row) =>
            html`<tr>
              ${row.map(cell)}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

/** Names and values; what has no value is left out. */
export function facts(entries: [string, string][]): Html {
  const present = entries.filter(([, value]) => value !== "");
  if (present.length === 0) return html`<p class="muted">None.</p>`;
  return html`<dl>
    ${present.map(
      ([name, value]) =>
        html`<dt>${name}</dt>
          <dd>${value}</dd>`,
    )}
  </dl>`;
}

/** A value as text: nothing for what is absent or no scalar. */
export function text(value: unknown): string {
  if (typeof value === "string") return value;
  if (typeof value === "boolean") return value ? "yes" : "no";
  return typeof value === "number" ? String(value) : "";
}

/** An enum value as a person says it: `PROOF_OF_IDENTITY` is "Proof of identity"; what is no enum value stays. */
export function words(value: unknown): string {
  const name = text(value);
  if (!/^[A-Z][A-Z0-9_]{2,}$/.test(name)) return name;
  const spaced = name.replaceAll("_", " ").toLowerCase();
  return `${spaced.charAt(0).toUpperCase()}${spaced.slice(1)}`;
}

/** The objects of a list; nothing for what is no list. */
export function list(value: unknown): Record<string, unknown>[] {
  if (!Array.isArray(value)) return [];
  return value.filter((item) => typeof item === "object" && item !== null && !Array.isArray(item));
}
