import type { Decision } from "../states";
import { type DemoAnswers, type DemoInput, demoResultOf } from "./demo-input";
import { echoCompany, echoPerson } from "./echoed-input";

/** The custom checks know only the values every type has (PROTOCOL 13), and `NO_MATCH`, which others have met. */
export const CUSTOM_DEMO: DemoAnswers = new Map([
  ["ANY", (input) => decide(input, "PASS", "was found and verified in our system.")],
  ["NO_MATCH", (input) => decide(input, "FAIL", "was not found in our system.")],
]);

function decide(input: DemoInput, decision: Decision, rest: string) {
  return demoResultOf({ result: { decision, summary: `${subjectOf(input)} ${rest}` } });
}

function subjectOf({ document, checkInput }: DemoInput): string {
  if (document.check_type === "COMPANY_CUSTOM") return shortened(echoCompany(checkInput).name);
  const { givenNames, familyName } = echoPerson(checkInput);
  return shortened([...givenNames, familyName].filter(Boolean).join(" "));
}

/** The summary has room for 450 characters; a name may not. */
function shortened(name: string | null): string {
  if (name === null || name.trim() === "") return "The entity";
  return name.length > 200 ? `${name.slice(0, 200)}…` : name;
}
