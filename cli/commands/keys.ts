import { ApiClient } from "../api-client";
import { UsageError, type Command, type CommandInput } from "../command";
import { printJson, printLine, printTable, rowsOf } from "../print";

const pathOf = (input: CommandInput) => `/providers/${encodeURIComponent(input.args[0] ?? "")}/keys`;

export const KEYS_CREATE: Command = {
  name: "keys create",
  summary: "Make a signing key of a provider",
  args: ["<provider>"],
  flags: {
    environment: { value: "name", help: "eu, eu-staging, us, ae, ae-staging or custom", required: true },
    "api-base-url": {
      value: "url",
      help: "where that Maxsight is; only and always with custom (the simulator's address)",
    },
    secret: { value: "base64", help: "a secret of your own, 32 bytes (default: a new one)" },
  },
  notes: "The secret is shown only here.",
  examples: [
    "keys create acme-identity --environment eu-staging",
    "keys create acme-identity --environment custom --api-base-url http://127.0.0.1:4500 --json",
  ],
  run: async (input) => {
    const key = await new ApiClient().post(pathOf(input), {
      environment: input.text("environment"),
      ...(input.text("api-base-url") === undefined ? {} : { api_base_url: input.text("api-base-url") }),
      ...(input.text("secret") === undefined ? {} : { secret: input.text("secret") }),
    });
    if (input.json) printJson(key);
    else printSecret(key);
    return 0;
  },
};

export const KEYS_ROTATE: Command = {
  name: "keys rotate",
  summary: "Replace a signing key; the old one is accepted a while longer",
  args: ["<provider>", "<key-id>"],
  flags: {
    "overlap-hours": {
      value: "hours",
      help: "how long the old key is still accepted (default 24, at most 168)",
    },
  },
  notes: "<key-id> is the id or the key_id (first eight characters of the secret) shown by keys list.",
  examples: ["keys rotate acme-identity P1WXsqXZ", "keys rotate acme-identity P1WXsqXZ --overlap-hours 48"],
  run: async (input) => {
    const api = new ApiClient();
    const wanted = input.args[1] ?? "";
    const hours = input.text("overlap-hours");
    if (hours !== undefined && !Number.isFinite(Number(hours)))
      throw new UsageError("--overlap-hours takes a number.");
    const found = rowsOf(await api.get(pathOf(input))).find((key) => key["key_id"] === wanted);
    const id = typeof found?.["id"] === "string" ? found["id"] : wanted;
    const key = await api.post(
      `${pathOf(input)}/${encodeURIComponent(id)}/rotate`,
      hours === undefined ? {} : { overlap_hours: Number(hours) },
    );
    if (input.json) printJson(key);
    else printSecret(key);
    return 0;
  },
};

export const KEYS_LIST: Command = {
  name: "keys list",
  summary: "List the signing keys of a provider",
  args: ["<provider>"],
  flags: {},
  examples: ["keys list acme-identity"],
  run: async (input) => {
    const answer = await new ApiClient().get(pathOf(input));
    if (input.json) printJson(answer);
    else
      printTable(
        rowsOf(answer),
        ["key_id", "environment", "api_base_url", "state", "last_used_at", "id"],
        "No keys yet; make one with: gatehouse keys create <provider> --environment <name>",
      );
    return 0;
  },
};

function printSecret(key: Record<string, unknown>): void {
  printLine(
    `Key ${String(key["key_id"])} for ${String(key["environment"])} (${String(key["api_base_url"])}).`,
  );
  if (typeof key["secret"] === "string") printLine(`Secret Key (Base64), shown only now: ${key["secret"]}`);
}
