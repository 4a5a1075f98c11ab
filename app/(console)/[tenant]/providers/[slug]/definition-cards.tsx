import Link from "next/link";
import { orderMembers } from "@/components/provider-editor/definition-order";
import { toDefinitionText } from "@/components/provider-editor/definition-text";
import { Button } from "@/components/ui/button";
import { Card, CardHeader } from "@/components/ui/card";
import { CodeBlock } from "@/components/ui/code-block";
import { JsonText } from "@/components/ui/json-text";
import type { Provider } from "@/lib/services/providers";

type DefinitionCardProps = {
  provider: Provider;
  /** Where it is changed; null for those who may not. */
  editPath: string | null;
};

/** How the provider is called, as it was written. */
export function ConnectorCard({ provider, editPath }: DefinitionCardProps) {
  const text = toDefinitionText(orderMembers(provider.connector), "yaml");
  return (
    <Card>
      <CardHeader
        title="Connector definition"
        note={`version ${provider.version}`}
        actions={<EditLink path={editPath} what="connector" />}
      />
      <div className="p-3.5">
        <CodeBlock label="connector definition" copyText={text}>
          {text}
        </CodeBlock>
      </div>
    </Card>
  );
}

/** What Maxsight reads at /config. */
export function ConfigCard({ provider, editPath }: DefinitionCardProps) {
  const text = JSON.stringify(orderMembers(provider.config), null, 2);
  return (
    <Card>
      <CardHeader
        title="GET /config"
        note={`version ${provider.version}, fingerprint ${provider.configHash.slice(0, 12)}`}
        actions={<EditLink path={editPath} what="configuration" />}
      />
      <div className="p-3.5">
        <CodeBlock label="config document" copyText={text}>
          <JsonText text={text} />
        </CodeBlock>
      </div>
    </Card>
  );
}

function EditLink({ path, what }: { path: string | null; what: string }) {
  if (path === null) return null;
  return (
    <Button asChild size="sm">
      <Link href={path} aria-label={`Edit the ${what}`}>
        Edit
      </Link>
    </Button>
  );
}
