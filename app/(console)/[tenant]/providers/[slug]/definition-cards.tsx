import { stringify as toYaml } from "yaml";
import { Card, CardHeader } from "@/components/ui/card";
import { CodeBlock } from "@/components/ui/code-block";
import { JsonText } from "@/components/ui/json-text";
import type { Provider } from "@/lib/services/providers";

/** How the provider is called, as it was written. */
export function ConnectorCard({ provider }: { provider: Provider }) {
  const text = toYaml(provider.connector, { lineWidth: 100 });
  return (
    <Card>
      <CardHeader title="Connector definition" note={`version ${provider.version}`} />
      <div className="p-3.5">
        <CodeBlock label="connector definition" copyText={text}>
          {text}
        </CodeBlock>
      </div>
    </Card>
  );
}

/** What Maxsight reads at /config. */
export function ConfigCard({ provider }: { provider: Provider }) {
  const text = JSON.stringify(provider.config, null, 2);
  return (
    <Card>
      <CardHeader
        title="GET /config"
        note={`version ${provider.version}, fingerprint ${provider.configHash.slice(0, 12)}`}
      />
      <div className="p-3.5">
        <CodeBlock label="config document" copyText={text}>
          <JsonText text={text} />
        </CodeBlock>
      </div>
    </Card>
  );
}
