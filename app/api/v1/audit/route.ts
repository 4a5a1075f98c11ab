import { z } from "zod";
import { listOf, PageQuery, toList, toPageRequest } from "@/lib/http/pagination";
import { PublicAuditEntry, toPublicAuditEntry } from "@/lib/http/resources/audit-entry";
import { route } from "@/lib/http/route";
import { AuditFilter, listAudit } from "@/lib/services/audit";

export const GET = route({
  summary: "List who did what, newest first",
  auth: "apiKey",
  scope: "audit:read",
  audit: "none",
  query: z.strictObject({ ...PageQuery.shape, ...AuditFilter.shape }),
  status: 200,
  response: listOf(PublicAuditEntry),
  handle: async ({ ctx, query: { limit, cursor, ...filter } }) =>
    toList(await listAudit(ctx, { filter, page: toPageRequest({ limit, cursor }) }), toPublicAuditEntry),
});
