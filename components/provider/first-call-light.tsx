"use client";
import { useState } from "react";
import { useLive } from "@/components/live/live-provider";
import { Status } from "@/components/ui/status";
import { Time } from "@/components/ui/time";

/** When Maxsight first called, and when it first read the configuration. ISO times. */
export type FirstCall = { calledAt: string | null; configReadAt: string | null };

type FirstCallLightProps = { slug: string; readFirstCall: (slug: string) => Promise<FirstCall> };

/** Waits for the first signed call of Maxsight and says when it came. */
export function FirstCallLight({ slug, readFirstCall }: FirstCallLightProps) {
  const [first, setFirst] = useState<FirstCall>({ calledAt: null, configReadAt: null });
  const isDone = first.configReadAt !== null;
  // The use of a key and the fetch of the configuration are written with the key.
  useLive(["providers"], () => {
    if (!isDone) void readFirstCall(slug).then(setFirst, () => undefined);
  });
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
