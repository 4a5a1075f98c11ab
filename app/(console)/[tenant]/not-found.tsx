import { EmptyState } from "@/components/ui/empty-state";

export default function ConsoleNotFound() {
  return (
    <EmptyState level="h1" title="There is nothing at this address in this tenant">
      The id may be mistyped, or it belongs to another tenant. Press Ctrl K and paste the id to look for it.
    </EmptyState>
  );
}
