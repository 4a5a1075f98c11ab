import { PageHeaderSkeleton } from "@/components/shell/page-header-skeleton";
import { Card } from "@/components/ui/card";

export default function SignatureLoading() {
  return (
    <>
      <PageHeaderSkeleton />
      <div className="grid gap-4 lg:grid-cols-2">
        <Card className="h-[620px]" />
        <Card className="h-64" />
      </div>
      <Card className="mt-4 h-48" />
    </>
  );
}
