export {
  abandonIdempotencyKey,
  claimIdempotencyKey,
  finishIdempotencyKey,
  type StoredAnswer,
} from "./idempotency";
