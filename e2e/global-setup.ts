import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startStack } from "@/scripts/supervise/start-stack.mjs";
import { saveSignedIn } from "./fixtures/sign-in";

/**
 * One whole Gatehouse for the run: real Postgres, real Temporal, web and worker as `npm run up` starts them, seeded.
 * Specs read where it is from the environment (see `fixtures/stack.ts`).
 */
export default async function globalSetup(): Promise<() => Promise<void>> {
  const directory = await mkdtemp(join(tmpdir(), "gatehouse-e2e-"));
  const stack = await startStack({ dataDir: join(directory, "data"), throwaway: true });
  const seeded = stack.seeded;
  if (seeded === null || seeded.owner.password === undefined) throw new Error("the stack was not seeded");
  process.env["E2E_URL"] = stack.url;
  process.env["E2E_DATA_DIR"] = stack.dataDir;
  process.env["E2E_STORAGE"] = join(directory, "signed-in.json");
  process.env["E2E_OWNER"] = JSON.stringify(seeded.owner);
  process.env["E2E_TENANT"] = seeded.tenant.slug;
  process.env["E2E_PROVIDERS"] = JSON.stringify(seeded.providers);
  await saveSignedIn(
    stack.url,
    seeded.owner as { email: string; password: string },
    process.env["E2E_STORAGE"],
  );
  return async () => {
    await stack.stop();
    await rm(directory, { recursive: true, force: true });
  };
}
