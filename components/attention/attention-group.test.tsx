import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { TooltipProvider } from "@/components/ui/tooltip";
import { AttentionGroup } from "./attention-group";
import type { AttentionActions, AttentionGroupView, AttentionItemView } from "./attention-view";

const ITEM: AttentionItemView = {
  key: "mapping:1",
  firstAt: "2026-01-01T10:00:00.000Z",
  lastAt: "2026-01-01T10:00:00.000Z",
  providerName: "Acme Identity",
  subject: "4e496b20",
  href: null,
  sentence: "The answer could not be read.",
  nextStep: null,
  attempts: 0,
  nextAutomaticAt: null,
  size: 1,
  owner: null,
  breaker: null,
  remapCheckId: "0198c1f2-7a6b-7c1d-9e2f-3a4b5c6d7e8f",
  resendId: null,
  snoozedUntil: null,
  dismissedAt: null,
  remark: null,
};
const GROUP: AttentionGroupView = {
  cause: "exhausted",
  title: "Exhausted retries",
  sentence: "Nothing more is sent by itself.",
  count: "1",
  firstAt: ITEM.firstAt,
  lastAt: ITEM.lastAt,
  providers: [],
  action: { kind: "resend", label: "Resend", filter: { state: "exhausted" } },
  actionHref: null,
  items: [ITEM],
  hasMore: false,
};
const refuse = async () => ({ ok: false as const, message: "not in this test" });
const ACTIONS: AttentionActions = {
  markItems: refuse,
  closeBreaker: refuse,
  loadItems: async () => ({ items: [], next: null }),
  previewRemap: refuse,
  saveRemap: refuse,
  resend: { preview: refuse, create: refuse },
};

function markupFor(missingRole: string | null): string {
  return renderToStaticMarkup(
    <TooltipProvider>
      <AttentionGroup
        group={GROUP}
        isOpen
        onToggle={() => {}}
        isHidden={false}
        missingRole={missingRole}
        people={{ me: "me", members: [] }}
        actions={ACTIONS}
      />
    </TooltipProvider>,
  );
}

it("keeps what can be done in its place for who may not, and names the role that may, once a row", () => {
  const gates = markupFor("operator").match(/<fieldset disabled="".*?<\/fieldset>/g) ?? [];
  expect(gates).toHaveLength(2);
  const [ofGroup = "", ofItem = ""] = gates;
  expect(ofGroup).toMatch(/unassigned.*Resend 1….*Needs the role operator/);
  expect(ofItem).toMatch(/unassigned.*Re-run mapping….*Needs the role operator/);
  expect(markupFor(null)).not.toContain("fieldset");
});
