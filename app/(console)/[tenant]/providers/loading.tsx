import { DataTableSkeleton } from "@/components/data-table/data-table-skeleton";
import { PageHeaderSkeleton } from "@/components/shell/page-header-skeleton";

export default function ProvidersLoading() {
  return (
    <>
      <PageHeaderSkeleton />
      <div className="mb-3 h-[26px]" />
      <DataTableSkeleton rows={6} columns={7} />
    </>
  );
}
