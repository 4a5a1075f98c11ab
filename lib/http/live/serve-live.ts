import { AppError, NotFoundError, UnauthenticatedError } from "@/lib/errors";
import { eventStream } from "../event-stream";
import type { LiveHub } from "./live-hub";
import { type MemberParts, requireMember } from "./require-member";

export type LiveParts = MemberParts & { hub: LiveHub; recheckMs?: number };

/** Who was a member when the page opened may not be one any more. */
const RECHECK_MS = 60_000;
/** One for each tab that is looked at, and some. */
const MOST_OF_USER = 20;
const MOST_OF_PROCESS = 2_000;

const openOfUser = new Map<string, number>();
let openInAll = 0;

/**
 * The stream of hints for one tenant: `change` with the topics that changed, `hearing` with whether changes can be
 * heard. It carries nothing else: a page that is told reads itself again the way it was read first. Ends when the
 * session or the membership does. Throws UnauthenticatedError, NotFoundError for who is no member, and AppError
 * `rate_limited` for one too many.
 */
export async function serveLive(parts: LiveParts, request: Request, slug: string): Promise<Response> {
  const { hub, recheckMs = RECHECK_MS } = parts;
  const { tenantId, actor } = await requireMember(parts, request, slug);
  const userId = actor.id;
  requirePlace(userId);
  return eventStream(request, (stream) => {
    takePlace(userId);
    const unsubscribe = hub.subscribe(tenantId, {
      onTopics: (topics) => stream.send({ event: "change", data: JSON.stringify(topics) }),
      onHearing: (isHearing) => stream.send({ event: "hearing", data: JSON.stringify(isHearing) }),
    });
    stream.send({ event: "hearing", data: JSON.stringify(hub.isHearing) });
    const recheck = setInterval(() => {
      requireMember(parts, request, slug).then(
        (member) => {
          if (member.tenantId !== tenantId) stream.end();
        },
        (error: unknown) => {
          // That Postgres is away says nothing about the person; nothing can be heard meanwhile either.
          if (!(error instanceof UnauthenticatedError || error instanceof NotFoundError)) return;
          stream.send({ event: "over", data: "{}" });
          stream.end();
        },
      );
    }, recheckMs);
    return () => {
      clearInterval(recheck);
      unsubscribe();
      leavePlace(userId);
    };
  });
}

function requirePlace(userId: string): void {
  const ofUser = openOfUser.get(userId) ?? 0;
  if (ofUser >= MOST_OF_USER || openInAll >= MOST_OF_PROCESS)
    throw new AppError("rate_limited", "Too many pages are followed at once; this one reads itself again.");
}

function takePlace(userId: string): void {
  openOfUser.set(userId, (openOfUser.get(userId) ?? 0) + 1);
  openInAll += 1;
}

function leavePlace(userId: string): void {
  const ofUser = (openOfUser.get(userId) ?? 1) - 1;
  if (ofUser === 0) openOfUser.delete(userId);
  else openOfUser.set(userId, ofUser);
  openInAll -= 1;
}
