import { messageOf } from "@/lib/errors";
import { unstable_rethrow as rethrowForNext } from "next/navigation";
import type { ErrorCode, InputIssue } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { toProblem } from "./problem";
import { getRuntime } from "./runtime";

/** What a server action gives a form: data, or a sentence to show and what is wrong member by member. */
export type ActionResult<Data> =
  | { ok: true; data: Data }
  | { ok: false; message: string; issues: InputIssue[]; requestId: string };

/**
 * Runs a server action's work. Failures we raise on purpose become a result the form can show; anything else is
 * logged and comes back opaque with the id of the log line. Next's own control flow (redirect, notFound) passes.
 */
export async function answerAction<Data>(work: () => Promise<Data>): Promise<ActionResult<Data>> {
  try {
    return { ok: true, data: await work() };
  } catch (error) {
    rethrowForNext(error);
    const requestId = newId();
    const problem = toProblem(error, requestId);
    const code = problem.type.split(":").at(-1) as ErrorCode;
    if (problem.status >= 500)
      getRuntime().log.error({ requestId, code, reason: messageOf(error) }, "a server action failed");
    return { ok: false, message: problem.detail, issues: problem.errors ?? [], requestId };
  }
}
