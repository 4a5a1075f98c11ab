import { Card } from "@/components/ui/card";
import { Skeleton } from "@/components/ui/skeleton";
import { cn } from "@/components/ui/cn";

const WIDTHS = ["w-14", "w-28", "w-20", "w-20", "w-18", "w-14", "w-12", "w-20"];

type DataTableSkeletonProps = { rows?: number; columns?: number };

/** The table that comes, in grey: same header, same rows, same height. */
export function DataTableSkeleton({ rows = 10, columns = 8 }: DataTableSkeletonProps) {
  return (
    <Card className="@container" aria-hidden="true">
      <div className="hidden h-8 border-b border-line @2xl:block" />
      {Array.from({ length: rows }, (_, row) => (
        <div
          key={row}
          className="flex h-[65px] items-center justify-between gap-6 border-b border-line px-3 last:border-0 @2xl:h-9"
        >
          {WIDTHS.slice(0, columns).map((width, column) => (
            <Skeleton
              key={width + String(column)}
              className={cn("h-3", width, column > 2 && "hidden @2xl:block")}
            />
          ))}
        </div>
      ))}
    </Card>
  );
}
