"use server";
import type { Found } from "@/components/shell/command-palette";
import { cutMiddle } from "@/lib/format/text";
import { isUuid } from "@/lib/ids";
import { type CheckFilter, getCheck, listChecks } from "@/lib/services/checks";
import type { ServiceContext } from "@/lib/services/context";
import { getNotification, listNotifications } from "@/lib/services/notifications";
import { listProviders } from "@/lib/services/providers";
import { openConsole } from "../open-console";

const FEW = { limit: 5, after: null };

/** What has this id or name in the tenant: checks, references, callback ids, notifications, providers. */
export async function find(tenant: string, text: string): Promise<readonly Found[]> {
  const { ctx } = await openConsole(tenant);
  const wanted = text.trim().slice(0, 200);
  if (wanted === "") return [];
  const base = `/${tenant}`;
  const found = await Promise.all([
    findProviders(ctx, base, wanted),
    findChecks(ctx, base, { reference: wanted }),
    ...(isUuid(wanted)
      ? [findChecks(ctx, base, { maxsight_id: wanted.toLowerCase() }), findByOurId(ctx, base, wanted)]
      : []),
    findByAckId(ctx, base, wanted),
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
  return items.map((check) => ({
    label: `Check of ${check.provider.name}`,
    detail: cutMiddle(check.maxsightId),
    href: `${base}/checks/${check.id}`,
  }));
}

async function findByAckId(ctx: ServiceContext, base: string, ackId: string): Promise<Found[]> {
  const { items } = await listNotifications(ctx, { filter: { ack_id: ackId }, page: FEW });
  return items.map((item) => notificationHit(base, item));
}

async function findByOurId(ctx: ServiceContext, base: string, id: string): Promise<Found[]> {
  const [check, notification] = await Promise.allSettled([
    getCheck(ctx, { id }),
    getNotification(ctx, { id }),
  ]);
  return [
    ...(check.status === "fulfilled"
      ? [
          {
            label: `Check of ${check.value.provider.name}`,
            detail: cutMiddle(check.value.maxsightId),
            href: `${base}/checks/${check.value.id}`,
          },
        ]
      : []),
    ...(notification.status === "fulfilled" ? [notificationHit(base, notification.value)] : []),
  ];
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
