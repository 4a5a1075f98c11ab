export { ATTENTION_CAUSES, type AttentionAction, type AttentionCause } from "./causes";
export { listAssignees } from "./list-assignees";
export {
  type AboutCount,
  type Attention,
  type AttentionGroup,
  countAttention,
  listAttention,
  listAttentionItems,
} from "./list-attention";
export { markAttention } from "./mark-attention";
export type { AttentionItem, AttentionMark } from "./read-items";
export { MarkAttentionInput } from "./schemas";
