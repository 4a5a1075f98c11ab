import { DataTableSkeleton } from "@/components/data-table/data-table-skeleton";
import { PageHeaderSkeleton } from "@/components/shell/page-header-skeleton";
import { Skeleton } from "@/components/ui/skeleton";

export default function JobsLoading() {
  return (
    <>
      <PageHeaderSkeleton />
      <div className="mb-3 flex gap-1.5">
        <Skeleton className="h-[26px] w-32 rounded-full" />
        <Skeleton className="h-[26px] w-20 rounded-full" />
      </div>
      <DataTableSkeleton rows={12} />
    </>
  );
}
