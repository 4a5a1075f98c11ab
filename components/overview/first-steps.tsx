import Link from "next/link";
import { Button } from "@/components/ui/button";
import { Card, CardHeader } from "@/components/ui/card";
import { cn } from "@/components/ui/cn";
import { TickIcon } from "@/components/ui/icons";

type FirstStepsProps = {
  steps: { hasProvider: boolean; hasKey: boolean; hasCheck: boolean };
  path: string;
  canRegister: boolean;
};

/** What a new tenant does first: a provider, its key, the first call of Maxsight. */
export function FirstSteps({ steps, path, canRegister }: FirstStepsProps) {
  const list = [
    {
      isDone: steps.hasProvider,
      title: "Register a provider",
      text: "A name, what it checks, and how it is called. Demo data will do.",
    },
    {
      isDone: steps.hasKey,
      title: "Share a signing key with Maxsight",
      text: "Made with the provider; its secret and URL go into Maxsight.",
    },
    {
      isDone: steps.hasCheck,
      title: "Receive the first check",
      text: "Maxsight's validation starts some; so does the simulator.",
    },
  ];
  const next = list.findIndex((step) => !step.isDone);
  return (
    <Card className="mb-4">
      <CardHeader title="First steps" note={`${list.filter((step) => step.isDone).length} of 3 done`} />
      <ol className="divide-y divide-line">
        {list.map((step, index) => (
          <li key={step.title} className="flex items-start gap-3 px-3.5 py-3">
            <span
              className={cn(
                "mt-px grid size-5 shrink-0 place-items-center rounded-full border text-2xs font-semibold",
                step.isDone ? "border-good bg-good text-surface" : "border-line-strong text-muted",
              )}
            >
              {step.isDone ? (
                <>
                  <TickIcon size={12} />
                  <span className="sr-only">done: </span>
                </>
              ) : (
                index + 1
              )}
            </span>
            <span className={cn("min-w-0 flex-1 text-sm", step.isDone && "text-muted")}>
              <span className="font-medium">{step.title}</span>
              <span className="block text-muted">{step.text}</span>
            </span>
            {index === next && index === 0 && canRegister && (
              <Button asChild variant="primary" size="sm">
                <Link href={`${path}/providers/new`}>Register provider</Link>
              </Button>
            )}
            {index === next && index > 0 && (
              <Button asChild size="sm">
                <Link href={`${path}/providers`}>Open providers</Link>
              </Button>
            )}
          </li>
        ))}
      </ol>
    </Card>
  );
}
