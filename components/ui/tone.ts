/** The five meanings of a colour, and none. A shape and a word always go with it. */
export type Tone = "good" | "wait" | "bad" | "park" | "run" | "none";

/** Text in the colour of a meaning. */
export const TONE_TEXT: Record<Tone, string> = {
  good: "text-good",
  wait: "text-wait",
  bad: "text-bad",
  park: "text-park",
  run: "text-run",
  none: "text-muted",
};

/** Text on the weak background of a meaning. */
export const TONE_WEAK: Record<Tone, string> = {
  good: "bg-good-weak text-good",
  wait: "bg-wait-weak text-wait",
  bad: "bg-bad-weak text-bad",
  park: "bg-park-weak text-park",
  run: "bg-run-weak text-run",
  none: "bg-sunken text-muted",
};
