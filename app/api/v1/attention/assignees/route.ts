import { z } from "zod";
import { route } from "@/lib/http/route";
import { listAssignees } from "@/lib/services/attention";

const Assignee = z.object({ id: z.uuid(), name: z.string() });

export const GET = route({
  summary: "List the members an item can be given to, by name",
  auth: "apiKey",
  scope: "checks:read",
  audit: "none",
  query: z.strictObject({}),
  status: 200,
  response: z.object({ data: z.array(Assignee), next_cursor: z.null() }),
  handle: async ({ ctx }) => ({ data: await listAssignees(ctx), next_cursor: null }),
});
