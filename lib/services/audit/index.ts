export { AuditFilter, type AuditRow, listAudit } from "./list-audit";
export { recordAudit } from "./record-audit";
export { verifyAuditChain } from "./verify-audit-chain";
export { expireAudit } from "./expire-audit";
