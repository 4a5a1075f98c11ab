"use server";
import type { ExplainResult, SignatureValues } from "@/components/signature/signature-form";
import { InvalidInputError } from "@/lib/errors";
import { answerAction } from "@/lib/http/action";
import { parseInput } from "@/lib/http/parse-input";
import { explainSignature, PastedRequest } from "@/lib/services/signature-failures";
import { openConsole } from "../../open-console";
import { toPanel } from "./view";

/** What is known of a pasted request's signature. Nothing of it is stored. */
export async function explain(tenant: string, slug: string, values: SignatureValues): Promise<ExplainResult> {
  const { ctx } = await openConsole(tenant);
  const { arrivedAt, ...fields } = values;
  return answerAction(async () => {
    const request = parseInput(PastedRequest, fields);
    return toPanel(await explainSignature(ctx, { slug, request, arrivedAt: readTime(arrivedAt) }));
  });
}

function readTime(text: string): Date | undefined {
  if (text.trim() === "") return undefined;
  const at = new Date(text.trim());
  if (!Number.isNaN(at.getTime())) return at;
  throw new InvalidInputError("The time cannot be read.", [
    { path: "/arrivedAt", message: "Write it like 2026-11-24T14:30:57Z." },
  ]);
}
