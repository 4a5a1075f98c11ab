import { finalAnswer } from "@/lib/protocol/answers";
import { parseConfigDocument } from "@/lib/protocol/config-document";
import { demoOutcome } from "@/lib/protocol/demo/demo-outcome";
import { referenceConfig } from "./reference-config";
import type { ReferenceOptions } from "./reference-options";
import type { ReferenceCheck } from "./reference-state";

type Json = Record<string, unknown>;

/** The final members of an answer for the check's demo result. */
export function referenceOutcome(check: ReferenceCheck, options: ReferenceOptions): Json {
  if (check.demoResult === null) {
    return {
      errors: [{ type: "PROVIDER_MESSAGE", message: "Live checks are not supported." }],
      warnings: [],
    };
  }
  const document = parseConfigDocument(referenceConfig(options));
  const resourceUrl = options.resourceUrl;
  const outcome = demoOutcome({
    document,
    demoResult: check.demoResult,
    checkInput: check.checkInput,
    nowMs: Date.now(),
    ...(resourceUrl === undefined ? {} : { resourceUrl }),
  });
  return { ...finalAnswer({ outcome }) };
}
