import { PageHeaderSkeleton } from "@/components/shell/page-header-skeleton";
import { Card } from "@/components/ui/card";

export default function SimulatorLoading() {
  return (
    <>
      <PageHeaderSkeleton />
      <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_400px]">
        <div className="grid gap-4">
          <Card className="h-56" />
          <Card className="h-96" />
          <Card className="h-[420px]" />
        </div>
        <div className="grid gap-4">
          <Card className="h-52" />
          <Card className="h-40" />
        </div>
      </div>
    </>
  );
}
