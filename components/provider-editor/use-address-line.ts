import { type RefObject, useEffect } from "react";
import { goToLine } from "./code-editor";
import { placeProblems } from "./definition-text";

/**
 * Goes to the member that the address names, as links of failed tests do: `#/config/credentials` is a JSON pointer into
 * the definition. Once, when the editor opens.
 */
export function useAddressLine(area: RefObject<HTMLTextAreaElement | null>): void {
  useEffect(() => {
    const path = decodeURIComponent(window.location.hash.slice(1));
    if (!path.startsWith("/") || area.current === null) return;
    const [place] = placeProblems(area.current.value, [{ path, message: "" }]);
    if (place?.line != null) goToLine(area.current, place.line);
  }, [area]);
}
