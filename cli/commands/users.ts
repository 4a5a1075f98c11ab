import type { Command } from "../command";
import { DATA_DIR_FLAG } from "../data-directory";

export const USERS_RESET_PASSWORD: Command = {
  name: "users reset-password",
  summary: "Give an account a new password *",
  flags: {
    email: { value: "email", help: "what the person signs in with", required: true },
    ...DATA_DIR_FLAG,
  },
  notes: "The password is made here and shown once. The account keeps its tenants and roles.",
  examples: ["users reset-password --email ada@example.com"],
  run: async (input) => (await import("../direct/reset-password")).resetPasswordCommand(input),
};

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
  // The database's driver and what comes with it take half a second to load: only here.
  run: async (input) => (await import("../direct/create-user")).createUserCommand(input),
};
