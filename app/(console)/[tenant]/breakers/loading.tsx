import { PageHeaderSkeleton } from "@/components/shell/page-header-skeleton";
import { Card } from "@/components/ui/card";
import { Skeleton } from "@/components/ui/skeleton";

export default function BreakersLoading() {
  return (
    <>
      <PageHeaderSkeleton />
      <div className="grid gap-3">
        {["first", "second"].map((name) => (
          <Card key={name} className="px-4 py-3.5">
            <Skeleton className="h-5 w-56" />
            <Skeleton className="mt-3 h-9 w-80 max-w-full" />
          </Card>
        ))}
      </div>
    </>
  );
}
