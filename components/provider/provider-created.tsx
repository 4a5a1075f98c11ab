"use client";
import Link from "next/link";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Card, CardHeader } from "@/components/ui/card";
import { FirstCallLight } from "./first-call-light";
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

/** When Maxsight first called, and when it first read the configuration. ISO times. */
export type FirstCall = { calledAt: string | null; configReadAt: string | null };

type ProviderCreatedProps = {
  created: CreatedProvider;
  path: string;
  readFirstCall: (slug: string) => Promise<FirstCall>;
};

/** What has to be done in Maxsight now; the secret is shown here and nowhere else. */
export function ProviderCreated({ created, path, readFirstCall }: ProviderCreatedProps) {
  const { key, keyProblem, name, slug, url } = created;
  return (
    <div className="grid max-w-180 gap-4">
      <Callout tone="good">{name} is registered and live.</Callout>
      {keyProblem && (
        <Callout tone="bad" isAlert action={<Link href={`${path}/${slug}`}>Add a key</Link>}>
          The provider is there, but its signing key could not be made: {keyProblem}
        </Callout>
      )}
      <Card>
        <CardHeader title="Into Maxsight" note="what its form for a custom integration asks for" />
        <div className="grid gap-4 p-3.5">
          <UrlRow url={url} />
          {key && <OnceSecret keyId={key.keyId} secret={key.secret} environment={key.environment} />}
          <ol className="grid list-decimal gap-1 pl-5 text-sm text-muted marker:text-faint">
            <li>In Maxsight, open the integrations of your policy builder and add a custom integration.</li>
            <li>Paste the URL with its slash at the end, then the secret.</li>
            <li>Run its validation: Maxsight reads the configuration and starts demo checks.</li>
          </ol>
        </div>
        <div className="border-t border-line px-3.5 py-3">
          <FirstCallLight slug={slug} readFirstCall={readFirstCall} />
        </div>
      </Card>
      <div className="flex flex-wrap gap-2">
        <Button asChild variant="primary">
          <Link href={`${path}/${slug}`}>Open {name}</Link>
        </Button>
        <Button asChild>
          <Link href={path}>All providers</Link>
        </Button>
      </div>
    </div>
  );
}
