"use client";
import { useEffect, useState } from "react";
import { Status } from "@/components/ui/status";
import { Time } from "@/components/ui/time";
import type { FirstCall } from "./provider-created";

const ASK_EVERY_MS = 3_000;

type FirstCallLightProps = { slug: string; readFirstCall: (slug: string) => Promise<FirstCall> };

/** Waits for the first signed call of Maxsight and says when it came. */
export function FirstCallLight({ slug, readFirstCall }: FirstCallLightProps) {
  const [first, setFirst] = useState<FirstCall>({ calledAt: null, configReadAt: null });
  const isDone = first.configReadAt !== null;
  useEffect(() => {
    if (isDone) return undefined;
    const timer = setInterval(() => {
      if (document.visibilityState === "visible") void readFirstCall(slug).then(setFirst, () => undefined);
    }, ASK_EVERY_MS);
    return () => clearInterval(timer);
  }, [isDone, readFirstCall, slug]);
  return (
    <output className="text-sm">
      {first.calledAt === null ? (
        <Status tone="run" isLive>
          Waiting for the first call from Maxsight
        </Status>
      ) : (
        <Status tone="good">
          Maxsight called <Time at={first.calledAt} />
          {first.configReadAt !== null && (
            <>
              {" "}
              and read the configuration <Time at={first.configReadAt} />
            </>
          )}
        </Status>
      )}
    </output>
  );
}
