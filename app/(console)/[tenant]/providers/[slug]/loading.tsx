import { PageHeaderSkeleton } from "@/components/shell/page-header-skeleton";
import { Card } from "@/components/ui/card";
import { Skeleton } from "@/components/ui/skeleton";

const PAIRS = ["status", "version", "called", "connector", "id"];

export default function ProviderLoading() {
  return (
    <>
      <PageHeaderSkeleton />
      <div className="mb-4 flex flex-wrap gap-7">
        {PAIRS.map((pair) => (
          <div key={pair} className="grid gap-1.5">
            <Skeleton className="h-3 w-16" />
            <Skeleton className="h-4 w-20" />
          </div>
        ))}
      </div>
      <div className="mb-3.5 h-8 border-b border-line" />
      <Card className="mb-4 h-[86px]" />
      <Card className="h-40" />
    </>
  );
}
