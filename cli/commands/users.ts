import { createUser, CreateUserInput } from "@/lib/services/users";
import type { Command } from "../command";
import { contextOfTenant } from "../find-tenant";
import { DATA_DIR_FLAG, withRuntime } from "../open-runtime";
import { parseInput } from "../parse-input";
import { printJson, printLine } from "../print";

export const USERS_CREATE: Command = {
  name: "users create",
  summary: "Give a person a role in a tenant, and an account if there is none *",
  flags: {
    email: { value: "email", help: "what the person signs in with", required: true },
    tenant: { value: "slug", help: "the tenant", required: true },
    role: { value: "role", help: "viewer, operator, provider_admin or tenant_admin", required: true },
    name: { value: "name", help: "the person's name (default: the part before @)" },
    ...DATA_DIR_FLAG,
  },
  notes: "The password is made here and shown once.",
  examples: ["users create --email ada@example.com --tenant meridian --role operator"],
  run: async (input) => {
    const wanted = parseInput(CreateUserInput, {
      email: input.text("email"),
      role: input.text("role"),
      name: input.text("name"),
    });
    const user = await withRuntime(input, async (runtime) =>
      createUser(await contextOfTenant(runtime, input.text("tenant") ?? ""), wanted),
    );
    if (input.json) {
      printJson(user);
      return 0;
    }
    printLine(`${user.email} is ${user.role} of ${input.text("tenant")}.`);
    printLine(
      user.password === null
        ? "The account was there already and keeps its password."
        : `Password (shown once): ${user.password}`,
    );
    return 0;
  },
};
