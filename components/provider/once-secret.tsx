import { Callout } from "@/components/ui/callout";
import { CopyButton } from "@/components/ui/copy-button";

/** Where Maxsight reaches the provider, with its slash and a copy button. */
export function UrlRow({ url }: { url: string }) {
  return (
    <div className="grid gap-1">
      <span className="text-xs font-medium text-muted">URL</span>
      <div className="flex items-center gap-2 rounded-md border border-line-strong bg-sunken py-1 pr-1 pl-2.5">
        <code className="min-w-0 flex-1 text-xs break-all">{url}</code>
        <CopyButton text={url} label="Copy URL" hasLabel />
      </div>
    </div>
  );
}

type OnceSecretProps = { keyId: string; secret: string; environment: string };

/** A secret that cannot be read back: copied now, or replaced later. */
export function OnceSecret({ keyId, secret, environment }: OnceSecretProps) {
  return (
    <div className="grid gap-1">
      <span className="text-xs font-medium text-muted">
        Secret for {environment} · key id <code>{keyId}</code>
      </span>
      <div className="flex items-center gap-2 rounded-md border border-line-strong bg-sunken py-1 pr-1 pl-2.5">
        <code className="min-w-0 flex-1 text-xs break-all">{secret}</code>
        <CopyButton text={secret} label="Copy secret" hasLabel variant="primary" />
      </div>
      <Callout tone="wait" className="mt-1">
        Copy it now: it is shown only here and cannot be read back. A lost one is replaced by rotating the
        key.
      </Callout>
    </div>
  );
}
