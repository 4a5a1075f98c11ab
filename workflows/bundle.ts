import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, rename, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join, relative } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { bundleWorkflowCode } from "@temporalio/worker";

const root = fileURLToPath(new URL("..", import.meta.url));
const bundlePath = join(root, "dist", "workflow-bundle.js");
const hashPath = join(root, "dist", "workflow-bundle.sha256");
const SOURCES = ["workflows", "lib/temporal/contracts", "lib/protocol"];

type BundleLog = (message: string) => void;

/** The code of all workflows as the worker loads it: the stored bundle when it fits the sources, else a new one. */
export async function loadWorkflowBundle(log: BundleLog = () => {}): Promise<{ code: string }> {
  const wanted = await hashSources();
  const stored = await readFile(hashPath, "utf8").catch(() => null);
  if (stored === wanted) return { code: await readFile(bundlePath, "utf8") };
  log("the workflow bundle is missing or older than its sources; building it");
  return { code: await buildWorkflowBundle() };
}

/** Builds the bundle into `dist/`. Fails when workflow code imports something that is not deterministic. */
export async function buildWorkflowBundle(): Promise<string> {
  const hash = await hashSources();
  const { code } = await bundleWorkflowCode({
    workflowsPath: fileURLToPath(new URL("index.ts", import.meta.url)),
    logger: quiet,
    webpackConfigHook: (config) => ({
      ...config,
      resolve: {
        ...config.resolve,
        alias: { ...aliasesOf(config.resolve?.alias), "@": root.replace(/\/$/, "") },
      },
    }),
  });
  await mkdir(join(root, "dist"), { recursive: true });
  // Renamed into place: another process may be loading the old one.
  const fresh = `${bundlePath}.${process.pid}`;
  await writeFile(fresh, code);
  await rename(fresh, bundlePath);
  await writeFile(hashPath, hash);
  return code;
}

/** Whatever can be in the bundle, by content: times of files do not survive a clone or an image. */
async function hashSources(): Promise<string> {
  const files = await Promise.all(SOURCES.map((folder) => listSources(join(root, folder))));
  const hash = createHash("sha256");
  hash.update(String(createRequire(import.meta.url)("@temporalio/workflow/package.json").version));
  for (const file of files.flat().sort()) {
    hash.update(`\n${relative(root, file)}\n`).update(await readFile(file));
  }
  return hash.digest("hex");
}

async function listSources(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true });
  return entries
    .filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts"))
    .map((name) => join(folder, name));
}

function aliasesOf(alias: unknown): Record<string, unknown> {
  return typeof alias === "object" && alias !== null && !Array.isArray(alias) ? { ...alias } : {};
}

const quiet = {
  log: () => {},
  trace: () => {},
  debug: () => {},
  info: () => {},
  warn: (message: string) => process.stderr.write(`${message}\n`),
  error: (message: string) => process.stderr.write(`${message}\n`),
};

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const startedAt = performance.now();
  const code = await buildWorkflowBundle();
  const took = Math.round(performance.now() - startedAt);
  process.stdout.write(`dist/workflow-bundle.js: ${Math.round(code.length / 1024)} KiB in ${took} ms\n`);
}
