import type { Metadata } from "next";
import { createLoader, createSerializer, type SearchParams } from "nuqs/server";
import { BulkNotifications } from "@/components/notification/bulk-notifications";
import { NOTIFICATION_SEARCH } from "@/components/notification/notification-filters";
import { NotificationsList } from "@/components/notification/notifications-list";
import { PageHeader } from "@/components/shell/page-header";
import { LiveRefresh } from "@/components/live/live-refresh";
import { openConsole } from "../../open-console";
import { missingRole } from "../../missing-role";
import { listProviderNames } from "../provider-names";
import { loadOlderNotifications } from "./actions";
import { createBulkResend, previewBulkResend } from "./bulk-actions";
import { bulkFilter, bulkWords } from "./bulk-filter";
import { readNotificationsPage } from "./read-page";

export const metadata: Metadata = { title: "Notifications" };

const loadSearch = createLoader(NOTIFICATION_SEARCH);
const serialize = createSerializer(NOTIFICATION_SEARCH);

type NotificationsPageProps = { params: Promise<{ tenant: string }>; searchParams: Promise<SearchParams> };

export default async function NotificationsPage({ params, searchParams }: NotificationsPageProps) {
  const { tenant } = await params;
  const search = await loadSearch(searchParams);
  const { ctx, tenant: membership } = await openConsole(tenant);
  const query = serialize(search);
  const [page, providers] = await Promise.all([readNotificationsPage(ctx, search), listProviderNames(ctx)]);
  const needed = missingRole(membership, "notifications:write");
  return (
    <>
      <PageHeader
        title="Notifications"
        description="Every call to Maxsight that a result is there, and how far it came."
        actions={
          <BulkNotifications
            missingRole={needed}
            filter={bulkFilter(search, ctx.now().getTime())}
            words={bulkWords(search, providers)}
            actions={{
              preview: previewBulkResend.bind(null, tenant),
              create: createBulkResend.bind(null, tenant),
            }}
          />
        }
      />
      <NotificationsList
        key={query}
        path={`/${tenant}/notifications`}
        page={page}
        providers={providers}
        loadOlder={loadOlderNotifications.bind(null, { tenant, query })}
        missingRole={needed}
      />
      <LiveRefresh on={["notifications"]} />
    </>
  );
}
