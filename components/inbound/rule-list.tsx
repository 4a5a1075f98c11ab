"use client";
import Link from "next/link";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { ConfirmDialog, type Confirmed } from "@/components/ui/confirm-dialog";
import { EmptyState } from "@/components/ui/empty-state";
import { RoleGate } from "@/components/ui/role-gate";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import { Time } from "@/components/ui/time";
import { formatCount, plural } from "@/lib/format/text";
import { fieldName } from "./field-name";

/** A standing rule as its list shows it. Times are ISO 8601. */
export type RuleView = {
  id: string;
  providerName: string;
  field: string;
  equals: string;
  reason: string;
  by: string;
  ignored: number;
  lastIgnoredAt: string | null;
  createdAt: string;
};

type RuleListProps = {
  /** Path of the list of events: `/acme/inbound`. */
  path: string;
  rules: readonly RuleView[];
  remove: (id: string) => Promise<Confirmed>;
  missingRole: string | null;
};

/** The standing rules: what each puts away, why, and how much that was. */
export function RuleList({ path, rules, remove, missingRole }: RuleListProps) {
  if (rules.length === 0) {
    return (
      <Card>
        <EmptyState title="No rule puts events away">
          Where a provider keeps sending what belongs to no check, open one of those events and choose “Ignore
          such events…”. Its rule stands here, with how many it has put away.
        </EmptyState>
      </Card>
    );
  }
  return (
    <Card>
      <Table aria-label="Ignore rules">
        <thead>
          <tr>
            <Th>Events that say</Th>
            <Th className="hidden md:table-cell">Provider</Th>
            <Th className="hidden lg:table-cell">Why</Th>
            <Th isNumeric>Put away</Th>
            <Th className="hidden md:table-cell">Last</Th>
            <Th className="hidden lg:table-cell">Made</Th>
            <Th>
              <span className="sr-only">Actions</span>
            </Th>
          </tr>
        </thead>
        <tbody>
          {rules.map((rule) => (
            <RuleRow key={rule.id} rule={rule} path={path} remove={remove} missingRole={missingRole} />
          ))}
        </tbody>
      </Table>
    </Card>
  );
}

type RuleRowProps = Omit<RuleListProps, "rules"> & { rule: RuleView };

function RuleRow({ rule, path, remove, missingRole }: RuleRowProps) {
  return (
    <Tr className="hover:bg-sunken/70">
      <Td className="min-w-40 whitespace-normal!">
        <span className="text-muted">{fieldName(rule.field)}</span>{" "}
        <span className="font-mono text-xs break-all">{rule.equals}</span>
        <span className="block text-xs text-muted md:hidden">{rule.providerName}</span>
        <span className="block text-xs text-muted lg:hidden">{rule.reason}</span>
      </Td>
      <Td className="hidden md:table-cell">{rule.providerName}</Td>
      <Td className="hidden max-w-80 whitespace-normal! text-muted lg:table-cell">{rule.reason}</Td>
      <Td isNumeric>
        <Link
          href={`${path}?rule=${rule.id}`}
          aria-label={`${plural(rule.ignored, "event")} put away`}
          className="underline decoration-line-strong underline-offset-2 hover:decoration-current"
        >
          {formatCount(rule.ignored)}
        </Link>
      </Td>
      <Td className="hidden text-muted md:table-cell">
        <Time at={rule.lastIgnoredAt} isFocusable={false} />
      </Td>
      <Td className="hidden text-muted lg:table-cell">
        <Time at={rule.createdAt} isFocusable={false} /> by {rule.by}
      </Td>
      <Td className="text-right">
        {missingRole === null ? (
          <ConfirmDialog
            title="Remove this rule"
            description="Such events wait in the tray again from now on. What the rule has put away stays put away."
            confirm="Remove rule"
            done="Rule removed"
            act={() => remove(rule.id)}
          >
            <Button size="sm">Remove…</Button>
          </ConfirmDialog>
        ) : (
          <RoleGate missingRole={missingRole}>
            <Button size="sm">Remove…</Button>
          </RoleGate>
        )}
      </Td>
    </Tr>
  );
}
