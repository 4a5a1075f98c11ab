import { UnavailableError } from "@/lib/errors";
import type { ProtocolError } from "@/lib/protocol/error-type";

/** What somebody who cannot wait gets when no thread was free to render the request: nothing was called. */
const OVERLOADED: ProtocolError = {
  type: "INTEGRATION",
  message: "The gateway is too busy to prepare the call to the provider, so it was not called. Try again.",
};

/** The answer `overloaded` gives in place of an operation that was refused for want of a thread; other failures pass. */
export async function orOverloaded<Answer>(
  operation: Promise<Answer>,
  overloaded: (error: ProtocolError) => Answer,
): Promise<Answer> {
  try {
    return await operation;
  } catch (error) {
    if (error instanceof UnavailableError) return overloaded(OVERLOADED);
    throw error;
  }
}
