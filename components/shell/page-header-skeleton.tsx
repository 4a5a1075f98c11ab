import { Skeleton } from "@/components/ui/skeleton";

/** Title and sentence to come, in the height of a page header. */
export function PageHeaderSkeleton() {
  return (
    <div className="mb-4 flex h-12 flex-col justify-between py-1.5">
      <h1 className="sr-only">Loading</h1>
      <Skeleton className="h-4 w-40" />
      <Skeleton className="h-3 w-72 max-w-full" />
    </div>
  );
}
