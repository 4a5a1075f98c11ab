"use client";
import { useTransition } from "react";
import { parseAsString, useQueryState } from "nuqs";
import { type ExplainResult, SignatureForm, type SignatureValues } from "./signature-form";

type SignatureDebuggerProps = {
  slug: string;
  providers: readonly { slug: string; name: string }[];
  explain: (slug: string, values: SignatureValues) => Promise<ExplainResult>;
};

/** The form with the chosen provider in the URL; another one brings its refused calls. */
export function SignatureDebugger({ slug, providers, explain }: SignatureDebuggerProps) {
  const [, startTransition] = useTransition();
  const [chosen, setChosen] = useQueryState(
    "provider",
    parseAsString.withDefault(slug).withOptions({ shallow: false, startTransition }),
  );
  return (
    <SignatureForm
      slug={chosen}
      providers={providers}
      onProvider={(next) => void setChosen(next)}
      explain={explain}
    />
  );
}
