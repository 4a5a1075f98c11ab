import type { AttentionGroupView, AttentionItemView, Owner } from "@/components/attention/attention-view";
import { NotFoundError } from "@/lib/errors";
import { formatCount } from "@/lib/format/text";
import type { AttentionAction, AttentionGroup, AttentionItem } from "@/lib/services/attention";
import { hostName } from "../breakers/host-name";

type Place = { tenant: string; owner: Owner; userId: string };

/** A group as it travels to the browser; null when none of its items belongs to the wished owner. */
export function toGroupView(group: AttentionGroup, place: Place): AttentionGroupView | null {
  const items = group.items.filter((item) => isWished(item, place));
  if (items.length === 0) return null;
  const count = place.owner === "anyone" ? group.count : items.length;
  return {
    cause: group.cause,
    title: group.title,
    sentence: group.sentence,
    count: group.isCapped && place.owner === "anyone" ? `${formatCount(count)}+` : formatCount(count),
    firstAt: group.firstAt.toISOString(),
    lastAt: group.lastAt.toISOString(),
    providers: group.providers.map(({ slug, name }) => ({ slug, name })),
    ...toAction(group, place.tenant),
    items: items.map((item) => toItemView(item, place.tenant)),
    hasMore: place.owner === "anyone" && group.count > items.length,
  };
}

function isWished(item: AttentionItem, { owner, userId }: Place): boolean {
  if (owner === "anyone") return true;
  const assignee = item.mark?.assignee ?? null;
  return owner === "me" ? assignee?.id === userId : assignee === null;
}

type Action = { action: AttentionAction; actionHref: string | null };

/** Where a group's action leads. What only shows is called by what it shows. */
function toAction({ action, providers, cause, count }: AttentionGroup, tenant: string): Action {
  const [provider, ...others] = providers;
  const providerHref =
    provider === undefined || others.length > 0
      ? `/${tenant}/providers`
      : `/${tenant}/providers/${provider.slug}`;
  const leads = (actionHref: string, label: string): Action => ({ action: { ...action, label }, actionHref });
  switch (action.kind) {
    case "resend":
      return { action, actionHref: null };
    case "open_provider":
      return leads(providerHref, "Open provider");
    case "remap":
      return leads(providerHref, "Open mapping");
    case "close_breaker":
      // Which one it closes must be plain; of several each row closes its own.
      return count > 1 ? leads(`/${tenant}/breakers`, "Show breakers") : { action, actionHref: null };
    case "open_inbound":
      return leads(`/${tenant}/inbound?tab=unmatched`, "Open the tray");
    case "open_monitored":
      return leads(`/${tenant}/monitored?drift=any`, "Open monitored");
    case "open_system":
      return cause === "overdue"
        ? leads(`/${tenant}/notifications?state=queued&window=all`, "Show queued")
        : leads(`/${tenant}/checks?state=accepted&window=all`, "Show checks");
  }
}

/** An item as it travels to the browser. */
export function toItemView(item: AttentionItem, tenant: string): AttentionItemView {
  return {
    key: item.key,
    firstAt: item.firstAt.toISOString(),
    lastAt: item.lastAt.toISOString(),
    providerName: item.provider?.name ?? null,
    subject: subjectOf(item),
    href: hrefOf(item, tenant),
    sentence: item.sentence,
    nextStep: item.nextStep,
    attempts: item.attempts,
    nextAutomaticAt: item.nextAutomaticAt?.toISOString() ?? null,
    size: item.size,
    breaker: breakerOf(item),
    remapCheckId: item.cause === "mapping" ? (item.check?.id ?? null) : null,
    resendId: RESENDABLE.includes(item.cause) ? item.notificationId : null,
    ...toMarkView(item.mark),
  };
}

/** Causes that another attempt can mend. */
const RESENDABLE: readonly AttentionItem["cause"][] = ["exhausted", "rejected", "unfetched"];

type MarkView = Pick<AttentionItemView, "owner" | "snoozedUntil" | "dismissedAt" | "remark">;

function toMarkView(mark: AttentionItem["mark"]): MarkView {
  if (mark === null) return { owner: null, snoozedUntil: null, dismissedAt: null, remark: null };
  return {
    owner: mark.assignee?.name ?? null,
    snoozedUntil: mark.snoozedUntil?.toISOString() ?? null,
    dismissedAt: mark.dismissedAt?.toISOString() ?? null,
    remark: mark.reason,
  };
}

/** The breaker behind an item, as people call what it guards. */
function breakerOf({ cause, key, provider, subject }: AttentionItem): AttentionItemView["breaker"] {
  if (cause !== "parked") return null;
  const { scope, guarded } = parseBreakerKey(key);
  if (scope === "provider") return { scope: "provider", name: provider?.name ?? guarded };
  return { scope: "host", name: `the callback host ${hostName(guarded) || subject}` };
}

function parseBreakerKey(key: string): { scope: string; guarded: string } {
  const [, scope = "", ...rest] = key.split(":");
  return { scope, guarded: rest.join(":") };
}

/** The breaker an item of the parked is about; NotFoundError when it is not there any more. */
export function breakerIdOf(
  itemKey: string,
  breakers: readonly { id: string; scope: string; key: string }[],
): string {
  const { scope, guarded } = parseBreakerKey(itemKey);
  const host = (url: string) => url.replace(/^[a-z]+:\/\//, "").split(/[/?#]/, 1)[0];
  const found = breakers.find(
    (breaker) =>
      breaker.scope === scope &&
      (breaker.key === guarded || (scope === "maxsight_host" && host(breaker.key) === host(guarded))),
  );
  if (found === undefined) throw new NotFoundError("This breaker is not there any more.");
  return found.id;
}

/** What is named by something else than its check. */
const OTHERWISE_NAMED: readonly AttentionItem["cause"][] = ["inbound", "mapping", "parked"];

function subjectOf({ cause, check, subject, code, provider }: AttentionItem): string {
  const fallback = code ?? cause;
  if (cause === "parked" && provider !== null) return provider.name;
  if (OTHERWISE_NAMED.includes(cause) || check === null) return subject || fallback;
  return check.maxsightId || check.reference || subject || fallback;
}

function hrefOf(item: AttentionItem, tenant: string): string | null {
  const { cause, check, notificationId, provider } = item;
  if (cause === "inbound") return `/${tenant}/inbound/${item.key.slice("inbound:".length)}`;
  if (cause === "parked") return `/${tenant}/breakers`;
  if (cause === "drift" && check !== null) return `/${tenant}/monitored/${check.id}`;
  if (cause === "mapping" && provider !== null) return `/${tenant}/providers/${provider.slug}`;
  if (notificationId !== null) return `/${tenant}/notifications/${notificationId}`;
  if (check !== null) return `/${tenant}/checks/${check.id}`;
  return provider === null ? null : `/${tenant}/providers/${provider.slug}`;
}
