import { PageHeaderSkeleton } from "@/components/shell/page-header-skeleton";
import { Card } from "@/components/ui/card";
import { Skeleton } from "@/components/ui/skeleton";

const TILES = ["started", "succeeded", "time", "unfetched", "attention"];

export default function OverviewLoading() {
  return (
    <>
      <PageHeaderSkeleton />
      <div className="mb-4 grid grid-cols-2 gap-3 md:grid-cols-3 xl:grid-cols-5">
        {TILES.map((tile) => (
          <Card key={tile} className="grid h-[134px] content-start gap-2.5 p-3.5">
            <Skeleton className="h-3 w-20" />
            <Skeleton className="h-6 w-24" />
            <Skeleton className="h-3 w-28" />
          </Card>
        ))}
      </div>
      <Card className="mb-4 h-[236px]" />
      <div className="grid gap-3 lg:grid-cols-[minmax(0,2fr)_minmax(260px,1fr)]">
        <Card className="h-56" />
        <Card className="h-56" />
      </div>
    </>
  );
}
