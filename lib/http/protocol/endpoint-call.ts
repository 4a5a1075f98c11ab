import type { ServiceContext } from "@/lib/services/context";
import type { RegisteredKey, Registration } from "@/lib/services/registry";
import type { Door } from "./door";
import type { ProtocolRequest } from "./protocol-request";
import type { SignedRoute } from "./routes";

/** A request whose signature was good and whose body is an object. */
export type EndpointCall = {
  door: Door;
  ctx: ServiceContext;
  request: ProtocolRequest;
  registration: Registration;
  key: RegisteredKey;
  route: SignedRoute;
  body: Record<string, unknown>;
};
