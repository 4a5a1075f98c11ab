export { type AuditEntry, hashAuditRow, recordAudit } from "./record-audit";
