export type { Guarded } from "./breaker-row";
export { closeBreaker } from "./close-breaker";
export type { SentAs } from "./decide-breaker";
export { forgetHost } from "./forget-host";
export { type Breaker, listBreakers } from "./list-breakers";
export { noteHostAnswer } from "./note-answer";
export { passBreaker } from "./pass-breaker";
export { CloseBreakerInput } from "./schemas";
export { NOT_CALLED, noteProviderAnswer, startThroughBreaker, throughBreaker } from "./through-breaker";
