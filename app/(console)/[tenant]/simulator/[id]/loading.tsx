import { PageHeaderSkeleton } from "@/components/shell/page-header-skeleton";
import { Card } from "@/components/ui/card";
import { Skeleton } from "@/components/ui/skeleton";

const PAIRS = ["state", "took", "started", "by"];

export default function RunLoading() {
  return (
    <>
      <PageHeaderSkeleton />
      <div className="mb-4 flex flex-wrap gap-7">
        {PAIRS.map((pair) => (
          <div key={pair} className="grid gap-1.5">
            <Skeleton className="h-3 w-14" />
            <Skeleton className="h-4 w-20" />
          </div>
        ))}
      </div>
      <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_360px]">
        <Card className="h-[520px]" />
        <div className="grid gap-4">
          <Card className="h-56" />
          <Card className="h-28" />
          <Card className="h-52" />
        </div>
      </div>
    </>
  );
}
