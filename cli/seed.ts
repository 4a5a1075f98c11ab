import { env } from "@/lib/env";
import { messageOf } from "@/lib/errors";
import { createRuntime } from "@/lib/services/runtime";
import { seedDemo, type Seeded } from "./seed/seed-demo";

/* `npm run db:seed [-- --json]`: a demo tenant to try Gatehouse with. Safe to repeat. */
async function main(): Promise<void> {
  const runtime = createRuntime({ ...env(), DATABASE_POOL: 2, LOG_LEVEL: "warn" }, { name: "cli" });
  try {
    const seeded = await seedDemo(runtime);
    const isJson = process.argv.includes("--json");
    process.stdout.write(isJson ? `${JSON.stringify(seeded)}\n` : describe(seeded));
  } finally {
    await runtime.db.close();
  }
}

function describe({ tenant, owner, demo, providers, created }: Seeded): string {
  const lines = [
    created ? `Tenant ${tenant.slug} (${tenant.name}) is ready.` : `Tenant ${tenant.slug} was there already.`,
    owner.password === undefined
      ? `Sign in as ${owner.email} with the password you know.`
      : `Sign in as ${owner.email} with the password ${owner.password} (shown only now).`,
    "",
    ...providers.map(({ template, url, secret }) => `${template.padEnd(22)}${url}  secret ${secret}`),
    "",
    "Run a signed demo check:",
    `  npm run -s gatehouse -- simulate ${demo.url} --secret ${demo.secret} --demo ANY --port ${demo.port}`,
  ];
  return `${lines.join("\n")}\n`;
}

main().catch((error: unknown) => {
  process.stderr.write(`${messageOf(error)}\n`);
  process.exitCode = 1;
});
