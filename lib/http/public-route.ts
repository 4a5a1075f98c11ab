import { problemResponse } from "./problem";
import { recordRequest, requestIdOf } from "./request-log";
import { getRuntime } from "./runtime";
import type { NextContext } from "./route";

type PublicRouteOptions = {
  /** Written out, like the `auth` of every other route: this one anybody may call. */
  auth: "none";
  audit: "none";
  handle: (request: Request) => Promise<Response>;
};

/** A route without a caller: health, the OpenAPI document, addresses that do not exist. */
export function publicRoute(options: PublicRouteOptions) {
  return async (request: Request, context: NextContext): Promise<Response> => {
    const started = { atMs: performance.now(), requestId: requestIdOf(request) };
    let failure: unknown = null;
    let response: Response;
    try {
      response = await options.handle(request);
      response.headers.set("x-request-id", started.requestId);
    } catch (error) {
      failure = error;
      response = problemResponse(error, started.requestId);
    }
    const { status } = response;
    recordRequest({
      runtime: getRuntime(),
      request,
      context,
      started,
      status,
      ctx: null,
      failure,
      audit: "none",
    });
    return response;
  };
}
