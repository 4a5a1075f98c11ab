export {
  abandonIdempotencyKey,
  claimIdempotencyKey,
  commitIdempotencyKey,
  finishIdempotencyKey,
  LEASE_MS,
  renewIdempotencyKey,
  type StoredAnswer,
} from "./idempotency";
