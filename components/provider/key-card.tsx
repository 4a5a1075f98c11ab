"use client";
import { ENVIRONMENT_NAMES } from "@/components/check/check-words";
import { Button } from "@/components/ui/button";
import { Card, CardHeader } from "@/components/ui/card";
import { ConfirmDialog, type Confirmed } from "@/components/ui/confirm-dialog";
import { EmptyState } from "@/components/ui/empty-state";
import { Status } from "@/components/ui/status";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import { Time } from "@/components/ui/time";
import type { Tone } from "@/components/ui/tone";
import { AddKeyDialog, RotateKeyDialog, type AddKey, type RotateKey } from "./key-dialogs";
import type { KeyItem } from "./key-item";

export type KeyActions = { add: AddKey; rotate: RotateKey; revoke: (keyId: string) => Promise<Confirmed> };

const STATES: Record<KeyItem["state"], { tone: Tone; word: string }> = {
  active: { tone: "good", word: "Active" },
  retiring: { tone: "wait", word: "Retiring" },
  revoked: { tone: "none", word: "Revoked" },
};

type KeyCardProps = { keys: readonly KeyItem[]; actions: KeyActions; canAct: boolean };

/** The keys of a provider, when Maxsight last called with each, and what it last read. */
export function KeyCard({ keys, actions, canAct }: KeyCardProps) {
  return (
    <Card>
      <CardHeader
        title="Signing keys"
        note="one for each Maxsight environment"
        actions={canAct && <AddKeyDialog add={actions.add} />}
      />
      {keys.length === 0 ? (
        <EmptyState title="No key yet">
          Without a key every call of Maxsight is answered with 401. Add one.
        </EmptyState>
      ) : (
        <Table aria-label="signing keys">
          <thead>
            <tr>
              <Th>Key id</Th>
              <Th>Environment</Th>
              <Th>State</Th>
              <Th>Last called by Maxsight</Th>
              <Th>Configuration read</Th>
              <Th>Created</Th>
              {canAct && (
                <Th>
                  <span className="sr-only">Actions</span>
                </Th>
              )}
            </tr>
          </thead>
          <tbody>
            {keys.map((key) => (
              <KeyRow key={key.id} item={key} actions={actions} canAct={canAct} />
            ))}
          </tbody>
        </Table>
      )}
    </Card>
  );
}

function KeyRow({ item, actions, canAct }: { item: KeyItem; actions: KeyActions; canAct: boolean }) {
  const { tone, word } = STATES[item.state];
  return (
    <Tr>
      <Td className="font-mono text-xs">{item.keyId}</Td>
      <Td>
        {ENVIRONMENT_NAMES[item.environment]}
        <span className="block font-mono text-2xs text-muted">{item.apiBaseUrl}</span>
      </Td>
      <Td>
        <Status tone={tone}>
          {word}
          {item.state === "retiring" && item.retiresAt && (
            <span className="text-muted">
              {" "}
              <Time at={item.retiresAt} />
            </span>
          )}
        </Status>
      </Td>
      <Td>
        <Time at={item.lastUsedAt} absent="never" />
      </Td>
      <Td>
        <ConfigRead fetched={item.configFetch} />
      </Td>
      <Td className="text-muted">
        <Time at={item.createdAt} />
      </Td>
      {canAct && (
        <Td className="text-right">
          {item.state !== "revoked" && <KeyRowActions item={item} actions={actions} />}
        </Td>
      )}
    </Tr>
  );
}

function ConfigRead({ fetched }: { fetched: KeyItem["configFetch"] }) {
  if (!fetched) return <span className="text-muted">never</span>;
  return (
    <Status tone={fetched.isCurrent ? "good" : "wait"}>
      {fetched.version === null ? "read" : `version ${fetched.version}`},{" "}
      <span className="text-muted">
        <Time at={fetched.at} />
      </span>
    </Status>
  );
}

function KeyRowActions({ item, actions }: { item: KeyItem; actions: KeyActions }) {
  return (
    <span className="inline-flex gap-1.5">
      {item.state === "active" && <RotateKeyDialog item={item} rotate={actions.rotate} />}
      <ConfirmDialog
        title={`Revoke key ${item.keyId}`}
        description="Calls that Maxsight signs with it are refused from now on, and running checks of this environment cannot notify any more. This cannot be undone."
        confirm="Revoke key"
        done="Key revoked"
        isDangerous
        act={() => actions.revoke(item.id)}
      >
        <Button size="sm" aria-label={`Revoke key ${item.keyId}`}>
          Revoke…
        </Button>
      </ConfirmDialog>
    </span>
  );
}
