"use server";
import type { Found } from "@/components/shell/command-palette";
import { cutMiddle } from "@/lib/format/text";
import { isUuid } from "@/lib/ids";
import { type CheckFilter, getCheck, listChecks } from "@/lib/services/checks";
import type { ServiceContext } from "@/lib/services/context";
import { getInbound, type InboundFilter, listInbound } from "@/lib/services/inbound";
import { getJob } from "@/lib/services/jobs";
import { listMonitored } from "@/lib/services/monitored";
import { getNotification, listNotifications } from "@/lib/services/notifications";
import { listProviders } from "@/lib/services/providers";
import { openConsole } from "../open-console";

const FEW = { limit: 5, after: null };

/** The id in what was pasted: the lifecycle of a check is called `check/…` by the engine. */
function idIn(text: string): string {
  return text
    .trim()
    .slice(0, 200)
    .replace(/^(?:check|notification)\//, "");
}

/**
 * What has this id or name in the tenant: checks by any of their ids, monitored references by the id of an update,
 * notifications by theirs and the callback id, webhooks by ours, the provider's event id or its reference, jobs, providers.
 */
export async function find(tenant: string, text: string): Promise<readonly Found[]> {
  const { ctx } = await openConsole(tenant);
  const wanted = idIn(text);
  if (wanted === "") return [];
  const base = `/${tenant}`;
  const found = await Promise.all([
    findProviders(ctx, base, wanted),
    findChecks(ctx, base, { reference: wanted }),
    ...(isUuid(wanted)
      ? [findChecks(ctx, base, { maxsight_id: wanted.toLowerCase() }), findByOurId(ctx, base, wanted)]
      : []),
    findByAckId(ctx, base, wanted),
    findByUpdateId(ctx, base, wanted),
    findInbound(ctx, base, { event_id: wanted }),
    findInbound(ctx, base, { provider_reference: wanted }),
  ]);
  const hits = found.flat();
  return hits.filter((hit, index) => hits.findIndex((other) => other.href === hit.href) === index);
}

async function findProviders(ctx: ServiceContext, base: string, wanted: string): Promise<Found[]> {
  const { items } = await listProviders(ctx, { page: { limit: 200, after: null } });
  const needle = wanted.toLowerCase();
  return items
    .filter(
      ({ id, slug, name }) => id === needle || slug.includes(needle) || name.toLowerCase().includes(needle),
    )
    .slice(0, FEW.limit)
    .map(({ slug, name }) => ({ label: name, detail: `/p/${slug}/`, href: `${base}/providers/${slug}` }));
}

async function findChecks(ctx: ServiceContext, base: string, filter: CheckFilter): Promise<Found[]> {
  const { items } = await listChecks(ctx, { filter, page: FEW });
  return items.map((check) => checkHit(base, check));
}

async function findByAckId(ctx: ServiceContext, base: string, ackId: string): Promise<Found[]> {
  const { items } = await listNotifications(ctx, { filter: { ack_id: ackId }, page: FEW });
  return items.map((item) => notificationHit(base, item));
}

async function findByUpdateId(ctx: ServiceContext, base: string, updateId: string): Promise<Found[]> {
  const { items } = await listMonitored(ctx, { filter: { update_id: updateId }, page: FEW });
  return items.map((item) => ({
    label: `Update for ${item.provider.name}`,
    detail: cutMiddle(updateId),
    href: `${base}/monitored/${item.id}`,
  }));
}

async function findInbound(ctx: ServiceContext, base: string, filter: InboundFilter): Promise<Found[]> {
  const { items } = await listInbound(ctx, { filter, page: FEW });
  return items.map((item) => inboundHit(base, item));
}

/** Of whatever kind it is. */
async function findByOurId(ctx: ServiceContext, base: string, id: string): Promise<Found[]> {
  const found = await Promise.allSettled([
    getCheck(ctx, { id }).then((check) => checkHit(base, check)),
    getNotification(ctx, { id }).then((notification) => notificationHit(base, notification)),
    getInbound(ctx, { id }).then((event) => inboundHit(base, event)),
    getJob(ctx, { id }).then((job) => ({
      label: job.kind === "resend" ? "Bulk resend" : "Bulk cancellation",
      detail: cutMiddle(job.id),
      href: `${base}/jobs/${job.id}`,
    })),
  ]);
  return found.flatMap((result) => (result.status === "fulfilled" ? [result.value] : []));
}

function checkHit(
  base: string,
  check: { id: string; maxsightId: string; provider: { name: string } },
): Found {
  return {
    label: `Check of ${check.provider.name}`,
    detail: cutMiddle(check.maxsightId),
    href: `${base}/checks/${check.id}`,
  };
}

function inboundHit(
  base: string,
  event: { id: string; eventId: string | null; provider: { name: string } },
): Found {
  return {
    label: `Webhook of ${event.provider.name}`,
    detail: cutMiddle(event.eventId ?? event.id),
    href: `${base}/inbound/${event.id}`,
  };
}

function notificationHit(
  base: string,
  item: { id: string; ackId: string | null; provider: { name: string } },
): Found {
  return {
    label: `Notification of ${item.provider.name}`,
    detail: cutMiddle(item.ackId ?? item.id),
    href: `${base}/notifications/${item.id}`,
  };
}
