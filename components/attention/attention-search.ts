import { parseAsStringLiteral } from "nuqs/server";
import { OWNERS } from "./attention-view";

/** What of "Needs attention" is shown, as it stands in the URL. */
export const ATTENTION_SEARCH = {
  owner: parseAsStringLiteral(OWNERS).withDefault("anyone"),
  show: parseAsStringLiteral(["open", "hidden"]).withDefault("open"),
};
