import { PageHeaderSkeleton } from "@/components/shell/page-header-skeleton";
import { Card } from "@/components/ui/card";
import { Skeleton } from "@/components/ui/skeleton";

const PAIRS = ["state", "check", "provider", "endpoint"];

export default function JobLoading() {
  return (
    <>
      <PageHeaderSkeleton />
      <Skeleton className="h-[121px] rounded-lg lg:h-[61px]" />
      <div className="my-4 flex flex-wrap gap-7">
        {PAIRS.map((pair) => (
          <div key={pair} className="grid gap-1.5">
            <Skeleton className="h-3 w-14" />
            <Skeleton className="h-4 w-24" />
          </div>
        ))}
      </div>
      <Skeleton className="mb-3 h-4 w-20" />
      <Card>
        {PAIRS.map((pair) => (
          <div key={pair} className="flex h-14 items-center gap-6 border-b border-line px-3.5 last:border-0">
            <Skeleton className="h-3 w-20" />
            <Skeleton className="h-3 flex-1" />
          </div>
        ))}
      </Card>
    </>
  );
}
