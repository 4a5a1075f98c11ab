import Link from "next/link";
import { TYPE_NAMES } from "@/components/check/check-words";
import type { ProviderStatus } from "@/components/provider/provider-item";
import { Card } from "@/components/ui/card";
import { Dot } from "@/components/ui/status";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import { Time } from "@/components/ui/time";
import type { Tone } from "@/components/ui/tone";
import { formatDuration } from "@/lib/format/duration";
import { formatCount, formatShare } from "@/lib/format/text";
import type { CheckType } from "@/lib/protocol/check-type";

/** How one provider did in the period. Times in ms, instants ISO. */
export type ProviderFigures = {
  slug: string;
  name: string;
  status: ProviderStatus;
  checkType: CheckType;
  started: number;
  results: number;
  errors: number;
  p50Ms: number | null;
  p95Ms: number | null;
  lastResultAt: string | null;
};

const ALARMING = 0.2;

function toneOf({ status, started, results, errors }: ProviderFigures): { tone: Tone; word: string } {
  if (status !== "live") return { tone: status === "paused" ? "park" : "none", word: status };
  const finished = results + errors;
  if (finished > 0 && errors / finished > ALARMING) return { tone: "bad", word: "many errors" };
  return started === 0 ? { tone: "wait", word: "no check" } : { tone: "good", word: "well" };
}

const time = (ms: number | null) => (ms === null ? "—" : formatDuration(ms));

/** The providers with their figures, busiest first. */
export function ProviderTable({ path, providers }: { path: string; providers: readonly ProviderFigures[] }) {
  return (
    <Card className="min-w-0">
      <h2 className="sr-only">Providers</h2>
      {providers.length === 0 && (
        <p className="px-3.5 py-8 text-center text-sm text-muted">
          No provider yet; each will have its figures here.
        </p>
      )}
      {providers.length > 0 && (
        <Table aria-label="providers">
          <thead>
            <tr>
              <Th>Provider</Th>
              <Th className="hidden md:table-cell">Type</Th>
              <Th isNumeric>Checks</Th>
              <Th isNumeric>Errors</Th>
              <Th isNumeric>p50</Th>
              <Th isNumeric>p95</Th>
              <Th>Last success</Th>
            </tr>
          </thead>
          <tbody>
            {providers.map((provider) => (
              <ProviderRow key={provider.slug} path={path} provider={provider} />
            ))}
          </tbody>
        </Table>
      )}
    </Card>
  );
}

function ProviderRow({ path, provider }: { path: string; provider: ProviderFigures }) {
  const { tone, word } = toneOf(provider);
  const finished = provider.results + provider.errors;
  return (
    <Tr className="hover:bg-sunken/70">
      <Td>
        <Link
          href={`${path}/${provider.slug}`}
          className="inline-flex items-center gap-1.5 underline-offset-2 hover:underline"
        >
          <Dot tone={tone} />
          <span className="sr-only">{word}: </span>
          <span className="max-w-48 truncate">{provider.name}</span>
        </Link>
      </Td>
      <Td className="hidden text-muted md:table-cell">{TYPE_NAMES[provider.checkType]}</Td>
      <Td isNumeric>{formatCount(provider.started)}</Td>
      <Td isNumeric className={tone === "bad" ? "text-bad" : undefined}>
        {finished === 0 ? "—" : formatShare(provider.errors / finished)}
      </Td>
      <Td isNumeric>{time(provider.p50Ms)}</Td>
      <Td isNumeric>{time(provider.p95Ms)}</Td>
      <Td className="text-muted">
        <Time at={provider.lastResultAt} absent="none" isFocusable={false} />
      </Td>
    </Tr>
  );
}
