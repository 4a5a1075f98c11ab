import type { DataColumn } from "@/components/data-table/columns";
import { Ladder } from "@/components/ladder/ladder";
import { MonoId } from "@/components/ui/mono-id";
import { Tag } from "@/components/ui/tag";
import { Time } from "@/components/ui/time";
import { CheckOutcome, CheckStatus, CheckTook, CheckWaits } from "./check-badges";
import type { CheckItem } from "./check-list-item";
import { checkLadder, ENVIRONMENT_NAMES, stateWords, TEMPLATE_NAMES, TYPE_NAMES } from "./check-words";

const quiet = (text: string | number) => <span className="text-muted">{text}</span>;

/** The columns of the list of checks; the first eleven show, the rest are there to be chosen. */
export const CHECK_COLUMNS: readonly DataColumn<CheckItem>[] = [
  {
    id: "started",
    header: "Started",
    sorted: "descending",
    narrow: "side",
    cell: (check) => (
      <Time at={check.createdAt} as="moment" isFocusable={false} className="font-mono text-xs text-muted" />
    ),
  },
  {
    id: "provider",
    header: "Provider",
    narrow: "lead",
    isLink: true,
    cell: (check) => (
      <span className="flex min-w-0 items-center gap-2">
        <span className="truncate">{check.providerName}</span>
        {check.isDemo && <Tag className="shrink-0">demo</Tag>}
      </span>
    ),
  },
  {
    id: "template",
    header: "Template",
    leavesBelow: "widest",
    cell: (check) => quiet(TEMPLATE_NAMES[check.template]),
  },
  { id: "state", header: "State", narrow: "sub", cell: (check) => <CheckStatus check={check} /> },
  {
    id: "delivery",
    header: "Delivery",
    narrow: "more",
    cell: (check) => <Ladder steps={checkLadder(check)} />,
  },
  { id: "decision", header: "Decision", narrow: "end", cell: (check) => <CheckOutcome check={check} /> },
  {
    id: "waits",
    header: "Waits for",
    leavesBelow: "wide",
    cell: (check) => <CheckWaits check={check} />,
  },
  {
    id: "took",
    header: "Took",
    isNumeric: true,
    leavesBelow: "medium",
    cell: (check) => <CheckTook check={check} />,
  },
  {
    id: "tries",
    header: "Tries",
    isNumeric: true,
    leavesBelow: "widest",
    cell: (check) => quiet(check.delivery?.attempts ?? "—"),
  },
  {
    id: "environment",
    header: "Environment",
    // With it the list is wider than a laptop.
    isHiddenAtFirst: true,
    leavesBelow: "widest",
    cell: (check) => quiet(ENVIRONMENT_NAMES[check.environment]),
  },
  {
    id: "check",
    header: "Check",
    leavesBelow: "wide",
    cell: (check) => <MonoId id={check.maxsightId} label="Maxsight check id" />,
  },
  { id: "type", header: "Type", isHiddenAtFirst: true, cell: (check) => quiet(TYPE_NAMES[check.checkType]) },
  {
    id: "version",
    header: "Version",
    isNumeric: true,
    isHiddenAtFirst: true,
    cell: (check) => quiet(check.version),
  },
  {
    id: "reference",
    header: "Reference",
    isHiddenAtFirst: true,
    cell: (check) => <MonoId id={check.reference} label="reference" />,
  },
  {
    id: "provider-reference",
    header: "Provider reference",
    isHiddenAtFirst: true,
    cell: (check) =>
      check.providerReference ? (
        <MonoId id={check.providerReference} label="provider reference" />
      ) : (
        quiet("—")
      ),
  },
];

/** A row in words: "Check 4e496b20, Acme Identity, finished". */
export function checkName(check: CheckItem): string {
  return `Check ${check.maxsightId.slice(0, 8)}, ${check.providerName}, ${stateWords(check).word.toLowerCase()}`;
}
