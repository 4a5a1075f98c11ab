import type { HttpClient } from "@/lib/egress/http-exchange";
import type { TenantId } from "@/lib/ids";
import type { Connector } from "./connector";
import type { ConnectorDefinition } from "./definition";
import { createDemoConnector } from "./demo/demo-connector";
import { createExpressionEngine, type ExpressionEngine, type Expressions } from "./expression-engine";
import { createHttpConnector } from "./http/http-connector";

/** What connectors are made from. */
export type ConnectorDeps = {
  http: HttpClient;
  /** Of the check; non-null always goes to the demo connector, whatever the provider's kind. */
  demoResult?: string | null;
  /** `expressionsFor` the tenant. */
  expressions: Expressions;
};

/**
 * The connector of a definition. Cheap: made for each check. A call that carries a demo result never reaches a provider,
 * even where `demoResult` was not given here.
 */
export function connectorFor(definition: ConnectorDefinition, deps: ConnectorDeps): Connector {
  if (definition.kind === "demo") {
    const { default_result: defaultResult } = definition;
    return createDemoConnector(defaultResult === undefined ? {} : { defaultResult });
  }
  if (deps.demoResult !== undefined && deps.demoResult !== null) return createDemoConnector();
  const { http, expressions } = deps;
  return keepDemosAtHome(createHttpConnector({ definition, http, expressions }));
}

let shared: ExpressionEngine | null = null;

/** A tenant's lane to the threads that all connectors of this process share. */
export function expressionsFor(tenantId: TenantId): Expressions {
  shared ??= createExpressionEngine();
  return shared.lane(tenantId);
}

function keepDemosAtHome(live: Connector): Connector {
  const demo = createDemoConnector();
  const { start, poll, cancel, search, download } = live;
  return {
    ...live,
    start: (call) => (call.demoResult === null ? start(call) : demo.start(call)),
    ...(poll !== undefined && {
      poll: (call, progress) => (call.demoResult === null ? poll(call, progress) : demo.start(call)),
    }),
    ...(cancel !== undefined && {
      cancel: (call, progress) => (call.demoResult === null ? cancel(call, progress) : toldAtHome()),
    }),
    ...(search !== undefined &&
      demo.search !== undefined && {
        search: choose(search, demo.search, (query) => query.demoResult === null),
      }),
    ...(download !== undefined &&
      demo.download !== undefined && {
        download: choose(download, demo.download, (call) => call.demoResult === null),
      }),
  };
}

/** The live operation where `isLive`, the demo one otherwise. */
function choose<Call, Rest extends unknown[], Result>(
  live: (call: Call, ...rest: Rest) => Result,
  demo: (call: Call, ...rest: Rest) => Result,
  isLive: (call: Call) => boolean,
) {
  return (call: Call, ...rest: Rest): Result => (isLive(call) ? live(call, ...rest) : demo(call, ...rest));
}

function toldAtHome() {
  return Promise.resolve({ cancelled: true, errors: [], warnings: [], exchanges: [] });
}
