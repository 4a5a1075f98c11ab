import { PageHeaderSkeleton } from "@/components/shell/page-header-skeleton";
import { Card } from "@/components/ui/card";

export default function NewProviderLoading() {
  return (
    <>
      <PageHeaderSkeleton />
      <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_400px]">
        <div className="grid gap-4">
          <Card className="h-33" />
          <Card className="h-110" />
        </div>
        <Card className="h-96" />
      </div>
    </>
  );
}
