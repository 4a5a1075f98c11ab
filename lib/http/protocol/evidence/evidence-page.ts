import type { CheckType } from "@/lib/protocol/check-type";
import type { Decision } from "@/lib/protocol/states";
import type { RegisteredKey } from "@/lib/services/registry";
import type { Evidence, EvidenceLeg } from "@/lib/services/resources";
import { EVIDENCE_STYLE, EVIDENCE_STYLE_HASH } from "./evidence-style";
import { type Html, html } from "./html";
import { resultSections } from "./result-sections";

const TYPE_NAMES: Record<CheckType, string> = {
  INDIVIDUAL_CUSTOM: "Custom check of a person",
  COMPANY_CUSTOM: "Custom check of a company",
  IDENTITY_CHECK: "Identity check",
  COMPANY_DATA: "Company data",
  DOCUMENT_VERIFICATION: "Document verification",
  DOCUMENT_FETCH: "Document fetch",
  DOCUMENT_CAPTURE: "Document capture",
  PEPS_AND_SANCTIONS_SCREEN: "PEPs and sanctions screen",
  COMPANY_PEPS_AND_SANCTIONS_SCREEN: "PEPs and sanctions screen of a company",
};

const LEG_NAMES: Record<EvidenceLeg, string> = {
  started: "The provider was asked",
  ready: "Maxsight was ready for the result",
  result: "The result arrived",
  notified: "Maxsight was notified",
  acknowledged: "Maxsight acknowledged",
  fetched: "Maxsight fetched the result",
};

const TONES = {
  PASS: "good",
  FAIL: "bad",
  PARTIAL: "wait",
  WARN: "wait",
  ERROR: "bad",
} as const satisfies Record<Decision, string>;

/** The page of one result: what was decided, what the result says, and when each leg was done. Reads only. */
export function evidencePage(input: { providerName: string; evidence: Evidence }): string {
  const { providerName, evidence } = input;
  const title = `${TYPE_NAMES[evidence.checkType]} by ${providerName}`;
  return page(
    title,
    html`
      <header>
        <h1>${title}</h1>
        <p>${badge(evidence)} ${evidence.isDemo ? html`<span class="badge none">Demo data</span>` : null}</p>
      </header>
      ${resultSections(evidence)}
      <section>
        <h2>Timeline</h2>
        <ol>
          ${evidence.legs.map(
            ({ leg, at }) =>
              html`<li>
                <span>${LEG_NAMES[leg]}<br /><span class="muted small">${time(at)}</span></span>
              </li>`,
          )}
        </ol>
      </section>
      <section>
        <h2>This check</h2>
        <dl>
          ${fact("Check", evidence.maxsightId)} ${fact("Reference", evidence.reference)}
          ${evidence.updateNumber === null ? null : fact("Update", String(evidence.updateNumber))}
          ${evidence.occurredAt === null ? null : fact("Occurred", time(evidence.occurredAt))}
        </dl>
      </section>
    `,
  );
}

/** What a browser shows where a link is not good: nothing about why, nor about the check. */
export function noticePage(status: 400 | 404): string {
  const title = status === 400 ? "This link is not complete" : "This link cannot be opened";
  const advice = "Open the evidence again from the check in Maxsight: each link works for five minutes.";
  return page(
    title,
    html`<header>
      <h1>${title}</h1>
      <p class="muted">${advice}</p>
    </header>`,
  );
}

/**
 * Nothing may be loaded, run or sent from the page. `ancestors`: who may frame it, null for nobody (PROTOCOL 3.2: embeds
 * must be frameable by Maxsight).
 */
export function pageHeaders(ancestors: string | null): Record<string, string> {
  const policy = [
    "default-src 'none'",
    `style-src ${EVIDENCE_STYLE_HASH}`,
    "base-uri 'none'",
    "form-action 'none'",
    `frame-ancestors ${ancestors ?? "'none'"}`,
  ];
  return {
    "content-type": "text/html; charset=utf-8",
    "cache-control": "no-store",
    "content-security-policy": policy.join("; "),
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "x-robots-tag": "noindex",
    ...(ancestors === null ? { "x-frame-options": "DENY" } : {}),
  };
}

/**
 * Where the link was signed. No source names the address of Maxsight's user interface, only that of its API: its whole
 * domain may frame, for a `custom` environment its one origin.
 */
export function frameAncestorsOf({ environment, apiBaseUrl }: RegisteredKey): string {
  return environment === "custom" ? new URL(apiBaseUrl).origin : "https://*.maxsight.com";
}

function badge({ decision, outcome }: Evidence): Html {
  if (decision !== null) return html`<span class="badge ${TONES[decision]}">${decision}</span>`;
  if (outcome?.kind === "errors") return html`<span class="badge bad">ERROR</span>`;
  return html`<span class="badge none">Result delivered</span>`;
}

function fact(name: string, value: string): Html {
  return html`<dt>${name}</dt>
    <dd class="mono">${value}</dd>`;
}

/** Whole seconds, zone said. */
function time(at: Date): string {
  return `${at.toISOString().slice(0, 19).replace("T", " ")} UTC`;
}

function page(title: string, body: Html): string {
  const style: Html = { markup: EVIDENCE_STYLE };
  const { markup } = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        <style>
          ${style}
        </style>
      </head>
      <body>
        <main>${body}</main>
      </body>
    </html> `;
  return markup;
}
