"use client";
import { useId, useState } from "react";
import Link from "next/link";
import { Card, CardHeader } from "@/components/ui/card";
import { cn } from "@/components/ui/cn";
import { ChevronRightIcon } from "@/components/ui/icons";
import { Status } from "@/components/ui/status";
import { plural } from "@/lib/format/text";
import { groupCount, isAdvice, isFailure, testWords, type TestGroup, type TestItem } from "./validation-item";

/** Every test of a run, group by group as Maxsight shows them; what failed stands open. */
export function TestGroups({ groups }: { groups: readonly TestGroup[] }) {
  return groups.map((group) => <Group key={group.name} group={group} />);
}

/** What passed is folded away: it is read when somebody asks. */
function Group({ group }: { group: TestGroup }) {
  const [isUnfolded, setIsUnfolded] = useState(false);
  const listId = useId();
  const passed = group.tests.filter(({ outcome }) => outcome === "passed");
  const shown = isUnfolded ? group.tests : group.tests.filter(({ outcome }) => outcome !== "passed");
  return (
    <Card className="@container min-w-0 overflow-clip">
      <CardHeader
        title={group.name}
        note={group.description}
        actions={<span className="text-sm text-muted">{groupCount(group.tests)}</span>}
      />
      <ul id={listId} className="divide-y divide-line">
        {shown.map((test) => (
          <li key={test.id} id={anchorOf(test)} className="scroll-mt-16">
            <TestRow test={test} />
          </li>
        ))}
      </ul>
      {passed.length > 0 && (
        <button
          type="button"
          aria-expanded={isUnfolded}
          aria-controls={listId}
          onClick={() => setIsUnfolded(!isUnfolded)}
          className={cn(
            "flex w-full items-center gap-2 px-3.5 py-2 text-left text-sm text-muted transition-colors hover:bg-sunken hover:text-ink focus-visible:-outline-offset-2",
            shown.length > 0 && "border-t border-line",
          )}
        >
          <ChevronRightIcon size={14} className={cn("transition-transform", isUnfolded && "-rotate-90")} />
          <Status tone="good">
            {isUnfolded ? "Fold" : "Show"} {plural(passed.length, "passed test")}
          </Status>
        </button>
      )}
    </Card>
  );
}

const anchorOf = (test: Pick<TestItem, "id">): string => `test-${test.id}`;

function TestRow({ test }: { test: TestItem }) {
  const hasFailed = isFailure(test) || isAdvice(test);
  const [isOpen, setIsOpen] = useState(hasFailed);
  const panelId = useId();
  const { tone, word } = testWords(test);
  return (
    <>
      <button
        type="button"
        aria-expanded={isOpen}
        aria-controls={panelId}
        onClick={() => setIsOpen(!isOpen)}
        className="grid w-full grid-cols-[auto_minmax(0,1fr)] items-baseline gap-x-2 px-3.5 py-2 text-left text-sm transition-colors hover:bg-sunken focus-visible:-outline-offset-2 @2xl:grid-cols-[auto_104px_minmax(0,1fr)]"
      >
        <ChevronRightIcon
          size={14}
          className={cn("self-start text-muted transition-transform mt-[3px]", isOpen && "rotate-90")}
        />
        <Status tone={tone} className="text-muted @max-2xl:order-last @max-2xl:col-start-2 @max-2xl:text-xs">
          <span className={cn(hasFailed && "font-medium text-ink")}>{word}</span>
        </Status>
        <span className="min-w-0 text-pretty">
          {test.title} <code className="text-xs whitespace-nowrap text-faint">{test.id}</code>
        </span>
      </button>
      <div id={panelId} hidden={!isOpen}>
        <TestDetail test={test} />
      </div>
    </>
  );
}

function TestDetail({ test }: { test: TestItem }) {
  const { sent, received, hint, mend, outcome } = test;
  return (
    <div className="grid gap-2 px-3.5 pb-3 pl-9 text-sm @2xl:pl-[148px]">
      {hint && <p className={cn("text-pretty", outcome !== "failed" && "text-muted")}>{hint}</p>}
      {(sent ?? received) !== null && (
        <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 gap-y-0.5 rounded-md bg-sunken px-3 py-2 text-xs">
          <Line name="Sent" text={sent} />
          <Line name="Received" text={received} />
        </dl>
      )}
      {sent === null && received === null && hint === null && (
        <p className="text-muted">There is nothing more to say about it.</p>
      )}
      {mend && (
        <p>
          <Link
            href={mend.href}
            className="text-accent underline decoration-accent/40 underline-offset-2 hover:decoration-current"
          >
            {mend.label}
          </Link>
        </p>
      )}
    </div>
  );
}

function Line({ name, text }: { name: string; text: string | null }) {
  if (text === null) return null;
  return (
    <>
      <dt className="text-muted">{name}</dt>
      <dd className="font-mono break-words">{text}</dd>
    </>
  );
}

/** What keeps the version from being green, and what would be better: each leads to its test. */
export function ToMend({ groups }: { groups: readonly TestGroup[] }) {
  const tests = groups.flatMap((group) => group.tests);
  const failures = tests.filter(isFailure);
  const advice = tests.filter(isAdvice);
  if (failures.length + advice.length === 0) return null;
  return (
    <Card className="min-w-0">
      <CardHeader
        title={failures.length > 0 ? "To mend" : "Advice"}
        note={failures.length > 0 ? "Maxsight would refuse it" : "Maxsight would accept it all the same"}
      />
      <ul className="grid gap-1.5 p-3.5 text-sm">
        {[...failures, ...advice].map((test) => (
          <li key={test.id} className="flex min-w-0 items-baseline gap-2">
            <Status tone={testWords(test).tone} className="shrink-0">
              <span className="sr-only">{testWords(test).word}</span>
            </Status>
            <a
              href={`#${anchorOf(test)}`}
              className="min-w-0 text-pretty underline decoration-line-strong underline-offset-2 hover:decoration-current"
            >
              {test.title}
            </a>
            <code className="ml-auto shrink-0 text-xs text-faint">{test.id}</code>
          </li>
        ))}
      </ul>
    </Card>
  );
}
