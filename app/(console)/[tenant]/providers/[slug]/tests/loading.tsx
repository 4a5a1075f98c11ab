import { PageHeaderSkeleton } from "@/components/shell/page-header-skeleton";
import { Card } from "@/components/ui/card";
import { Skeleton } from "@/components/ui/skeleton";

const GROUPS = ["h-56", "h-96", "h-72"];

export default function TestsLoading() {
  return (
    <>
      <PageHeaderSkeleton />
      <div className="mb-4 flex flex-wrap gap-7">
        {GROUPS.map((group) => (
          <div key={group} className="grid gap-1.5">
            <Skeleton className="h-3 w-20" />
            <Skeleton className="h-4 w-16" />
          </div>
        ))}
      </div>
      <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_320px]">
        <div className="grid gap-4">
          {GROUPS.map((height) => (
            <Card key={height} className={height} />
          ))}
        </div>
        <div className="grid gap-4 max-lg:order-first">
          <Card className="h-64" />
          <Card className="h-48" />
        </div>
      </div>
    </>
  );
}
