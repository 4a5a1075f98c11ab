"use client";
import type { ReactNode } from "react";
import Link from "next/link";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Card, CardHeader } from "@/components/ui/card";
import type { Confirmed } from "@/components/ui/confirm-dialog";
import { RunButton } from "@/components/validation/run-button";
import { type FirstCall, FirstCallLight } from "./first-call-light";
import { OnceSecret, UrlRow } from "./once-secret";

export type CreatedProvider = {
  slug: string;
  name: string;
  /** Ends in a slash. */
  url: string;
  /** Null when the key could not be made; `keyProblem` says why. */
  key: { keyId: string; secret: string; environment: string } | null;
  keyProblem: string | null;
};

type ProviderCreatedProps = {
  created: CreatedProvider;
  path: string;
  readFirstCall: (slug: string) => Promise<FirstCall>;
  runValidation: (slug: string) => Promise<Confirmed>;
};

/** What has to be done now, in order; the secret is shown here and nowhere else. */
export function ProviderCreated({ created, path, readFirstCall, runValidation }: ProviderCreatedProps) {
  const { key, keyProblem, name, slug, url } = created;
  return (
    <div className="grid max-w-180 gap-4">
      <Callout tone="good">{name} is registered as a draft. Three steps, and it takes live checks.</Callout>
      {keyProblem && (
        <Callout tone="bad" isAlert action={<Link href={`${path}/${slug}`}>Add a key</Link>}>
          The provider is there, but its signing key could not be made: {keyProblem}
        </Callout>
      )}
      <Step number={1} title="Keep the URL and the secret" note="the secret is shown only now">
        <UrlRow url={url} />
        {key && <OnceSecret keyId={key.keyId} secret={key.secret} environment={key.environment} />}
      </Step>
      <Step number={2} title="Validate it and let it go live" note="seconds; demo requests only">
        <p className="text-sm text-pretty text-muted">
          The suite asks what Maxsight asks at registration. A draft answers demo requests only, so nothing
          depends on it yet; when the suite is green, Go live is on the same page.
        </p>
        <div className="flex flex-wrap gap-2">
          <RunButton
            isRunning={false}
            variant="primary"
            label="Run the validation suite"
            path={`${path}/${slug}/tests`}
            run={runValidation.bind(null, slug)}
          />
          <Button asChild>
            <Link href={`${path}/${slug}`}>Open {name}</Link>
          </Button>
        </div>
      </Step>
      <Step number={3} title="Into Maxsight" note="what its form for a custom integration asks for">
        <ol className="grid list-decimal gap-1 pl-5 text-sm text-muted marker:text-faint">
          <li>In Maxsight, open the integrations of your policy builder and add a custom integration.</li>
          <li>Paste the URL with its slash at the end, then the secret.</li>
          <li>Run its validation: Maxsight reads the configuration and starts demo checks.</li>
        </ol>
        <FirstCallLight slug={slug} readFirstCall={readFirstCall} />
      </Step>
    </div>
  );
}

type StepProps = { number: number; title: string; note: string; children: ReactNode };

function Step({ number, title, note, children }: StepProps) {
  return (
    <Card className="min-w-0">
      <CardHeader
        title={
          <>
            <span className="text-muted">{number}</span> {title}
          </>
        }
        note={note}
      />
      <div className="grid gap-4 p-3.5">{children}</div>
    </Card>
  );
}
