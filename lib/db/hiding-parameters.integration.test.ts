import { inspect } from "node:util";
import { sql } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { apiKeys } from "./schema";
import { asTenant } from "./tenant";
import { useHarness } from "./testing/harness";
import { newId } from "../ids";

const harness = useHarness();

describe("a query that fails", () => {
  it("is reported without its parameters, however it is printed", async () => {
    const ctx = await harness.newTenant();
    const failure: unknown = await asTenant(ctx.db, ctx.tenantId, (tx) =>
      tx.execute(sql`select ${"ada@example.com"}::text::int`),
    ).catch((error: unknown) => error);
    expect(inspect(failure, { depth: 9, showHidden: false })).not.toContain("ada@example.com");
    expect(String(failure)).toContain("Failed query: select $1::text::int");
  });

  it("says which constraint it broke, not with which values", async () => {
    const ctx = await harness.newTenant();
    const row = {
      tenantId: ctx.tenantId,
      name: "ci",
      prefix: "gh_ada_prefix",
      hash: "0",
      role: "viewer" as const,
    };
    const failure: unknown = await asTenant(ctx.db, ctx.tenantId, (tx) =>
      tx.insert(apiKeys).values([
        { ...row, id: newId() },
        { ...row, id: newId() },
      ]),
    ).catch((error: unknown) => error);
    const printed = inspect(failure, { depth: 9 });
    expect(printed).toContain("api_keys_prefix_unique");
    expect(printed).not.toContain("gh_ada_prefix");
  });
});
