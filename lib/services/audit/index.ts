export { AuditFilter, type AuditRow, listAudit } from "./list-audit";
export { type AuditEntry, hashAuditRow, recordAudit } from "./record-audit";
export { type AuditChain, verifyAuditChain } from "./verify-audit-chain";
