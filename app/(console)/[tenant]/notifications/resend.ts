import type { ResendInput, ResendResult } from "@/components/notification/resend-dialog";
import { formatDuration } from "@/lib/format/duration";
import { answerAction } from "@/lib/http/action";
import { parseInput } from "@/lib/http/parse-input";
import type { ServiceContext } from "@/lib/services/context";
import {
  explainAttemptError,
  resendNotification,
  ResendNotificationInput,
} from "@/lib/services/notifications";

/** Resends and says in words what came of it. What the person may not do, or what is gone, is a refusal. */
export async function resendFromConsole(
  ctx: ServiceContext,
  notificationId: string,
  given: ResendInput,
): Promise<ResendResult> {
  const reason = given.reason.trim();
  const result = await answerAction(async () => {
    const input = parseInput(ResendNotificationInput, {
      ...(reason ? { reason } : {}),
      with_ladder: given.withLadder,
    });
    return resendNotification(ctx, { notificationId, reason: input.reason, withLadder: input.with_ladder });
  });
  if (!result.ok) return { is: "refused", text: result.message };
  const { attempt } = result.data;
  return attempt.errorCode === null ? acknowledged(attempt) : failed(attempt.number, attempt.errorCode);
}

function acknowledged(attempt: {
  number: number;
  durationMs: number | null;
  ackId: string | null;
}): ResendResult {
  const took = attempt.durationMs === null ? "" : ` in ${formatDuration(attempt.durationMs)}`;
  const callback = attempt.ackId === null ? "" : ` Callback id ${attempt.ackId}.`;
  return { is: "acknowledged", text: `Attempt ${attempt.number}: Maxsight acknowledged${took}.${callback}` };
}

function failed(number: number, errorCode: string): ResendResult {
  const { sentence, nextStep } = explainAttemptError(errorCode);
  return { is: "failed", text: `Attempt ${number}: ${sentence}`, nextStep };
}
