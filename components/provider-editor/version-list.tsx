"use client";
import Link from "next/link";
import { Button } from "@/components/ui/button";
import { Card, CardHeader } from "@/components/ui/card";
import { cn } from "@/components/ui/cn";
import { ConfirmDialog, type Confirmed } from "@/components/ui/confirm-dialog";
import { Tag } from "@/components/ui/tag";
import { Time } from "@/components/ui/time";

/** One version as the list shows it. ISO time. */
export type VersionItem = {
  number: number;
  by: string;
  at: string;
  note: string | null;
  isPublished: boolean;
  /** What differs from the version before; null where that one is not on the page. */
  changed: readonly ("name" | "configuration" | "connector")[] | null;
  /** It passed validation. */
  isValidated: boolean;
  /** Environments of Maxsight that last fetched this one. */
  fetchedBy: readonly string[];
};

type VersionListProps = {
  versions: readonly VersionItem[];
  /** Compared at the moment. */
  shown: { from: number; to: number } | null;
  /** `/acme/providers/x/versions`. */
  path: string;
  olderHref: string | null;
  /** Null for those who may not. */
  restore: ((number: number) => Promise<Confirmed>) | null;
};

/** Every version, newest first: who, when, why, what it changed, and who at Maxsight still has it. */
export function VersionList({ versions, shown, path, olderHref, restore }: VersionListProps) {
  const published = versions.find(({ isPublished }) => isPublished)?.number ?? null;
  return (
    <Card>
      <CardHeader title="Versions" note="every published definition; none is ever changed" />
      <ol aria-label="Versions, newest first">
        {versions.map((version) => (
          <li
            key={version.number}
            className={cn(
              "grid gap-1 border-b border-line px-3.5 py-2.5 text-sm last:border-0",
              shown !== null &&
                (shown.to === version.number || shown.from === version.number) &&
                "bg-accent-weak",
            )}
          >
            <div className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
              <span className="font-medium">Version {version.number}</span>
              <VersionTags version={version} />
              <span className="ml-auto flex gap-1.5">
                <CompareLink version={version} path={path} />
                {restore !== null && !version.isPublished && (
                  <RestoreButton version={version} published={published} restore={restore} />
                )}
              </span>
            </div>
            <p className="text-muted">
              {version.by}, <Time at={version.at} />
              {version.changed !== null && <>, {changedText(version.changed)}</>}
            </p>
            {version.note && <p className="break-words">{version.note}</p>}
          </li>
        ))}
      </ol>
      {olderHref !== null && (
        <div className="border-t border-line px-3.5 py-2.5">
          <Button asChild size="sm">
            <Link href={olderHref}>Older versions</Link>
          </Button>
        </div>
      )}
    </Card>
  );
}

function changedText(changed: NonNullable<VersionItem["changed"]>): string {
  return changed.length === 0 ? "the same as before" : `changed ${changed.join(" and ")}`;
}

function VersionTags({ version }: { version: VersionItem }) {
  return (
    <>
      {version.isPublished && <Tag tone="run">published</Tag>}
      {version.isValidated && <Tag tone="good">validated</Tag>}
      {version.fetchedBy.length > 0 && (
        <Tag tone={version.isPublished ? "none" : "wait"}>fetched by {version.fetchedBy.join(", ")}</Tag>
      )}
    </>
  );
}

function CompareLink({ version, path }: { version: VersionItem; path: string }) {
  const { number } = version;
  if (number === 1) return null;
  return (
    <Button asChild size="sm" variant="ghost">
      <Link
        href={`${path}?from=${number - 1}&to=${number}`}
        scroll={false}
        aria-label={`What version ${number} changed`}
      >
        Changes
      </Link>
    </Button>
  );
}

type RestoreButtonProps = {
  version: VersionItem;
  published: number | null;
  restore: (number: number) => Promise<Confirmed>;
};

function RestoreButton({ version: { number }, published, restore }: RestoreButtonProps) {
  return (
    <ConfirmDialog
      title={`Restore version ${number}`}
      description={
        <p>
          Its definition is published again{published === null ? "" : ` as version ${published + 1}`}; nothing
          in the history is lost. New checks use it at once, checks that run keep theirs. If its configuration
          differs from what Maxsight read, Maxsight has to validate again.
        </p>
      }
      confirm={`Restore version ${number}`}
      done={`Version ${number} published again`}
      act={() => restore(number)}
    >
      <Button size="sm" aria-label={`Restore version ${number}`}>
        Restore…
      </Button>
    </ConfirmDialog>
  );
}
