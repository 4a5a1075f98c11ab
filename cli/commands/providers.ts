import { stringify } from "yaml";
import { ApiClient } from "../api-client";
import { CommandError, type Command } from "../command";
import { firstArg, reasonOf } from "../flags";
import { printJson, printLine, printTable, rowsOf } from "../print";
import { readObjectFile } from "../read-file";

type Json = Record<string, unknown>;

const DOCUMENT_MEMBERS = ["slug", "name", "status", "config", "connector"] as const;

export const PROVIDERS_APPLY: Command = {
  name: "providers apply",
  summary: "Create or update a provider from a file",
  flags: {
    file: {
      value: "file",
      short: "f",
      help: "YAML or JSON: slug, name, config, connector; - reads standard input",
      required: true,
    },
  },
  notes: "Safe to repeat: a provider that exists gets a new version only when the file says something else.",
  examples: ["providers apply -f acme-identity.yaml", "providers apply -f - < acme-identity.yaml"],
  run: async (input) => {
    const document = readObjectFile(input.text("file") ?? "-");
    const { slug } = document;
    if (typeof slug !== "string")
      throw new CommandError("The file names no slug: it needs slug, name, config and connector.");
    const api = new ApiClient();
    const path = `/providers/${encodeURIComponent(slug)}`;
    const existing = await api.find(path);
    const change = existing === null ? "created" : saysTheSame(existing, document) ? "unchanged" : "updated";
    const provider =
      change === "created"
        ? await api.post("/providers", document)
        : change === "updated"
          ? await api.put(path, document)
          : (existing ?? {});
    if (input.json) printJson({ change, provider });
    else printLine(`${slug} ${change}, version ${String(provider["version"])}: ${String(provider["url"])}`);
    return 0;
  },
};

export const PROVIDERS_GET: Command = {
  name: "providers get",
  summary: "Show one provider",
  args: ["<slug>"],
  flags: {},
  examples: ["providers get acme-identity", "providers get acme-identity --json"],
  run: async (input) => {
    const provider = await readProvider(input.args[0] ?? "");
    if (input.json) printJson(provider);
    else process.stdout.write(stringify(provider));
    return 0;
  },
};

export const PROVIDERS_EXPORT: Command = {
  name: "providers export",
  summary: "Write a provider as a file that providers apply reads",
  args: ["<slug>"],
  flags: {},
  notes: "YAML, or JSON with --json. Secrets and keys are never in it.",
  examples: ["providers export acme-identity > acme-identity.yaml"],
  run: async (input) => {
    const provider = await readProvider(input.args[0] ?? "");
    const document = Object.fromEntries(
      DOCUMENT_MEMBERS.flatMap((name) => (provider[name] === undefined ? [] : [[name, provider[name]]])),
    );
    if (input.json) printJson(document);
    else process.stdout.write(stringify(document));
    return 0;
  },
};

export const PROVIDERS_LIST: Command = {
  name: "providers list",
  summary: "List the tenant's providers",
  flags: {
    limit: { value: "n", help: "how many (default 50)" },
    cursor: { value: "cursor", help: "next_cursor of the page before" },
  },
  examples: ["providers list"],
  run: async (input) => {
    const answer = await new ApiClient().get("/providers", {
      limit: input.text("limit"),
      cursor: input.text("cursor"),
    });
    if (input.json) printJson(answer);
    else {
      const rows = rowsOf(answer).map((row) => ({ ...row, ...typeOf(row["config"]) }));
      printTable(
        rows,
        ["slug", "name", "status", "version", "check_type", "template", "url"],
        "No providers yet; make one with: gatehouse providers apply -f file.yaml",
      );
    }
    return 0;
  },
};

export const PROVIDERS_GO_LIVE: Command = {
  name: "providers go-live",
  summary: "Make a draft or paused provider live: with a validated version, or with a reason that is kept",
  args: ["<slug>"],
  flags: { reason: { value: "text", help: "why without a passed validation; kept in the audit trail" } },
  examples: [
    "providers go-live acme-identity",
    'providers go-live acme-identity --reason "Validated in Maxsight itself"',
  ],
  run: async (input) => {
    const provider = await new ApiClient().post(`/providers/${firstArg(input)}/go-live`, reasonOf(input));
    if (input.json) printJson(provider);
    else
      printLine(`${String(provider["slug"])} is ${String(provider["status"])}: ${String(provider["url"])}`);
    return 0;
  },
};

const readProvider = (slug: string): Promise<Json> =>
  new ApiClient().get(`/providers/${encodeURIComponent(slug)}`);

/** Whether everything in the file is already so. */
function saysTheSame(provider: Json, document: Json): boolean {
  return Object.entries(document).every(([name, value]) => canonical(provider[name]) === canonical(value));
}

/** JSON with sorted members, so that order does not count as a difference. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === "object" && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([left], [right]) => (left < right ? -1 : 1)))
      : inner,
  );
}

function typeOf(config: unknown): Json {
  if (typeof config !== "object" || config === null) return {};
  const { check_type: checkType, check_template: template }: Json = { ...config };
  const type =
    typeof template === "object" && template !== null && "type" in template ? template.type : undefined;
  return { check_type: checkType, template: type };
}
