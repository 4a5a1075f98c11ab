import { FirstCallLight } from "@/components/provider/first-call-light";
import { KeyCard } from "@/components/provider/key-card";
import { UrlRow } from "@/components/provider/once-secret";
import { Card } from "@/components/ui/card";
import { addKey, readFirstCall, revokeKey, rotateKey } from "../actions";
import type { OpenProvider } from "./open-provider";

/** The address that goes into Maxsight, and the keys its environments call with. */
export function KeysPart({ open: { place, provider, keys, can } }: { open: OpenProvider }) {
  return (
    <>
      <Card className="grid gap-3 p-3.5">
        <UrlRow url={provider.url} />
        {keys.every((key) => key.configFetch === null) && (
          <FirstCallLight slug={place.slug} readFirstCall={readFirstCall.bind(null, place.tenant)} />
        )}
      </Card>
      <KeyCard
        keys={keys}
        canAct={can("keys:write")}
        actions={{
          add: addKey.bind(null, place),
          rotate: rotateKey.bind(null, place),
          revoke: revokeKey.bind(null, place),
        }}
      />
    </>
  );
}
