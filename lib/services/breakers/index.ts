export { type Guarded, guardedHost } from "./breaker-row";
export { closeBreaker } from "./close-breaker";
export { findProviderBreaker } from "./find-provider-breaker";
export { forgetHost } from "./forget-host";
export { type Breaker, listBreakers } from "./list-breakers";
export { giveBack } from "./give-back-probe";
export { noteHostAnswer } from "./note-answer";
export { parkNotification, parkUntil } from "./parking";
export { type LetThrough, passBreaker } from "./pass-breaker";
export { CloseBreakerInput } from "./schemas";
export {
  callThrough,
  NOT_CALLED,
  noteProviderAnswer,
  parkProviderCall,
  passProvider,
  type ProviderGate,
  refusedForNow,
  refusedStart,
  throughBreaker,
} from "./through-breaker";
