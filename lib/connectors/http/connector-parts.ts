import type { HttpClient } from "@/lib/egress/http-exchange";
import type { HttpDefinition } from "../definition";
import type { Expressions } from "../expression-engine";

/** What an http connector is made of. */
export type HttpConnectorParts = {
  definition: HttpDefinition;
  http: HttpClient;
  expressions: Expressions;
};
