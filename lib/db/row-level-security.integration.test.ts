import { describe, expect, it } from "vitest";
import { asTenant } from "@/lib/db/tenant";
import { useHarness } from "@/lib/db/testing/harness";
import { createApiKey } from "@/lib/services/api-keys";
import { createProvider, CreateProviderInput, putSecret } from "@/lib/services/providers";
import { createSigningKey } from "@/lib/services/signing-keys";
import { createUser } from "@/lib/services/users";
import { sql } from "drizzle-orm";

const harness = useHarness();

describe("row-level security", () => {
  it("is on and forced for every table, partitions too", async () => {
    const tables = await harness.db.sql<{ relname: string }[]>`
      select relname from pg_class
      where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
        and not (relrowsecurity and relforcerowsecurity)`;
    expect([...tables]).toEqual([]);
  });

  it("protects every table that has a tenant by a policy on it", async () => {
    const tables = await harness.db.sql<{ relname: string }[]>`
      select c.relname from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id'
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
        and not exists (select 1 from pg_policy p where p.polrelid = c.oid and p.polname = c.relname || '_tenant')`;
    expect([...tables]).toEqual([]);
  });

  it("binds a runtime role that owns nothing and cannot step around it", async () => {
    const [role] = await harness.db.sql`
      select current_user as name, rolsuper, rolbypassrls, rolcreaterole, rolcreatedb,
        (select count(*)::int from pg_class where relowner = pg_roles.oid) as owned
      from pg_roles where rolname = current_user`;
    expect(role).toEqual({
      name: "gatehouse_app",
      rolsuper: false,
      rolbypassrls: false,
      rolcreaterole: false,
      rolcreatedb: false,
      owned: 0,
    });
  });

  it("hides another tenant's rows from a query without any where, in every table that has some", async () => {
    const ctx = await harness.newTenant();
    const stranger = await harness.newTenant();
    const provider = await createProvider(
      ctx,
      CreateProviderInput.parse({
        slug: "rls-provider",
        name: "Acme Identity",
        config: {
          check_type: "IDENTITY_CHECK",
          check_template: { type: "ONE_TIME_SYNCHRONOUS" },
          pricing: { supports_reselling: false },
          supported_countries: ["GBR"],
          credentials: { fields: [{ type: "password", name: "api_key", label: "API key" }] },
          config: { fields: [] },
        },
        connector: { kind: "demo" },
      }),
    );
    await createSigningKey(ctx, provider.slug, { environment: "eu" });
    await putSecret(ctx, { slug: provider.slug, name: "token", value: "x" });
    await createApiKey(ctx, { name: "k", role: "viewer" });
    await createUser(ctx, { email: "rls@example.test", role: "viewer" });
    const tables = [
      "providers",
      "provider_versions",
      "provider_secrets",
      "signing_keys",
      "api_keys",
      "memberships",
      "data_keys",
      "audit_log",
      "users",
    ];
    const count = async (tenantId: typeof ctx.tenantId, table: string) => {
      const rows = await asTenant(ctx.db, tenantId, (tx) =>
        tx.execute<{ n: number }>(sql.raw(`select count(*)::int as n from ${table}`)),
      );
      return rows[0]!.n;
    };
    for (const table of tables) {
      expect([table, (await count(ctx.tenantId, table)) > 0]).toEqual([table, true]);
      expect([table, await count(stranger.tenantId, table)]).toEqual([table, 0]);
    }
  });

  it("shows no rows at all without a tenant, and refuses to write into another one", async () => {
    const [ctx, other] = [await harness.newTenant(), await harness.newTenant()];
    await createApiKey(ctx, { name: "k", role: "viewer" });
    expect([...(await ctx.db.sql`select * from api_keys`)]).toEqual([]);
    expect([...(await ctx.db.sql`select * from tenants`)]).toEqual([]);
    const intoOther = asTenant(ctx.db, ctx.tenantId, (tx) =>
      tx.execute(sql`insert into api_keys (id, tenant_id, name, prefix, hash, role)
        values (gen_random_uuid(), ${other.tenantId}, 'planted', 'p', 'h', 'tenant_admin')`),
    );
    await expect(intoOther).rejects.toMatchObject({ cause: { code: "42501" } });
  });
});
