import { PageHeaderSkeleton } from "@/components/shell/page-header-skeleton";
import { Card } from "@/components/ui/card";
import { Skeleton } from "@/components/ui/skeleton";

const WIDTHS = ["w-72", "w-56", "w-80", "w-64"];

export default function AttentionLoading() {
  return (
    <>
      <PageHeaderSkeleton />
      <Card className="divide-y divide-line" aria-hidden="true">
        {WIDTHS.map((width) => (
          <div key={width} className="flex h-[88px] flex-col justify-center gap-2.5 px-9">
            <Skeleton className={`h-3.5 max-w-full ${width}`} />
            <Skeleton className="h-3 w-96 max-w-full" />
          </div>
        ))}
      </Card>
    </>
  );
}
