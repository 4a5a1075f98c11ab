import { InvalidInputError } from "@/lib/errors";
import { apiBaseUrlOf, type MaxsightEnvironment } from "@/lib/protocol/environment";

function refuse(message: string): never {
  throw new InvalidInputError("The signing key cannot be created.", [{ path: "/api_base_url", message }]);
}

/**
 * Where notifications signed with a key go: scheme and host, without a slash at the end. A named environment has its
 * own and accepts no other; `custom` needs one. Whether the address may be called at all is the egress guard's word.
 */
export function checkApiBaseUrl(environment: MaxsightEnvironment, given: string | undefined): string {
  if (environment !== "custom") {
    if (given !== undefined) refuse(`belongs to the environment custom; ${environment} has its own`);
    return apiBaseUrlOf(environment);
  }
  if (given === undefined) refuse("is needed for the environment custom");
  if (!URL.canParse(given)) refuse("must be a URL such as https://maxsight.example");
  const url = new URL(given);
  if (url.protocol !== "https:" && url.protocol !== "http:") refuse("must start with https:// or http://");
  if (url.username !== "" || url.password !== "") refuse("must not hold a user name or password");
  if (url.pathname.replaceAll("/", "") !== "" || url.search !== "" || url.hash !== "") {
    refuse("is scheme and host only: /integrations/v1/… is added to it");
  }
  return url.origin;
}
