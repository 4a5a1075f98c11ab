import { PageHeaderSkeleton } from "@/components/shell/page-header-skeleton";
import { Card } from "@/components/ui/card";
import { Skeleton } from "@/components/ui/skeleton";

const PAIRS = ["state", "outcome", "provider", "environment", "reference"];

export default function CheckLoading() {
  return (
    <>
      <PageHeaderSkeleton />
      <Skeleton className="h-[182px] rounded-lg sm:h-[121px] lg:h-[61px]" />
      <div className="my-4 flex flex-wrap gap-7">
        {PAIRS.map((pair) => (
          <div key={pair} className="grid gap-1.5">
            <Skeleton className="h-3 w-14" />
            <Skeleton className="h-4 w-24" />
          </div>
        ))}
      </div>
      <div className="mb-3.5 flex h-8 items-center gap-5 border-b border-line">
        <Skeleton className="h-3 w-16" />
        <Skeleton className="h-3 w-12" />
        <Skeleton className="h-3 w-24" />
      </div>
      <Card>
        {PAIRS.map((pair) => (
          <div key={pair} className="flex h-14 items-center gap-12 px-3.5 md:h-11">
            <Skeleton className="h-3 w-20" />
            <Skeleton className="h-3 flex-1" />
            <Skeleton className="h-3 w-10" />
          </div>
        ))}
      </Card>
    </>
  );
}
