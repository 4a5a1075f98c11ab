import { signExternalLink } from "@/lib/protocol/external-link";
import type { SigningKey } from "@/lib/protocol/signature/secret";
import { violation } from "./findings";
import { isObject } from "./inspect-answer";
import type { Run } from "./run";

const LINK_TIMEOUT_MS = 30_000;

/** Opens every external resource the way a Maxsight user's browser would, signed per PROTOCOL 3.1. */
export async function openLinks(
  run: Run,
  answer: Record<string, unknown>,
  signingKey: SigningKey,
): Promise<void> {
  const resources: unknown = answer["external_resources"];
  for (const resource of Array.isArray(resources) ? resources.filter(isObject) : []) {
    if (typeof resource["url"] === "string") await openLink(run, resource["url"], signingKey);
  }
}

async function openLink(run: Run, url: string, signingKey: SigningKey): Promise<void> {
  if (!URL.canParse(url)) {
    run.find("external_link", [violation("9.8", "/external_resources", `"${url}" is not a URL`)]);
    return;
  }
  const signed = new URL(
    signExternalLink({
      url,
      key: signingKey.key,
      nowMs: run.setup.now(),
      auditeeId: "59fcb6e0-0a7f-4d09-ad55-1b331109218d",
    }),
  );
  const call = await run.setup.client.open(signed, LINK_TIMEOUT_MS);
  run.note(`opened ${url}: ${call.status ?? call.error?.message ?? "no answer"}`);
  if (call.status === null || call.status >= 400) {
    run.find("external_link", [
      violation("3.2", "/external_resources", `the signed link was answered ${call.status ?? "not at all"}`),
    ]);
  }
}
