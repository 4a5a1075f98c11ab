import type { ReactNode } from "react";
import Link from "next/link";
import { Callout } from "@/components/ui/callout";
import type { Tone } from "@/components/ui/tone";

export type SystemNotice = {
  id: string;
  tone: Tone;
  text: ReactNode;
  link?: { href: string; label: string };
};

/** What is wrong with the whole; nothing when nothing is. */
export function StatusStrip({ notices }: { notices: readonly SystemNotice[] }) {
  if (notices.length === 0) return null;
  return (
    <section aria-label="System notices" aria-live="polite" className="mb-4 grid gap-1.5">
      {notices.map(({ id, tone, text, link }) => (
        <Callout key={id} tone={tone} action={link && <Link href={link.href}>{link.label}</Link>}>
          {text}
        </Callout>
      ))}
    </section>
  );
}
