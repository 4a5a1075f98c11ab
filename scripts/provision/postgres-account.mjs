import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { isRoot } from "./data-directory.mjs";
import { StartError } from "./start-error.mjs";

const USER = "postgres";
const CREATE_COMMANDS = [
  { command: "useradd", args: ["--system", "--no-create-home", "--shell", "/usr/sbin/nologin", USER] },
  { command: "adduser", args: ["-S", "-D", "-H", USER] },
];

/**
 * The account Postgres runs as: ourselves, unless we are root, which Postgres refuses; then the system user `postgres`.
 * @returns {{ uid: number, gid: number } | undefined} undefined = ourselves
 */
export function findPostgresAccount() {
  if (!isRoot()) return undefined;
  const existing = readAccount();
  if (existing) return existing;
  for (const { command, args } of CREATE_COMMANDS) {
    spawnSync(command, args, { stdio: "ignore" });
    const created = readAccount();
    if (created) return created;
  }
  throw new StartError(
    "Postgres refuses to run as root and the system user `postgres` could not be created: create it (`useradd --system postgres`), start as an ordinary user, or set DATABASE_URL.",
  );
}

function readAccount() {
  const line = readFileSync("/etc/passwd", "utf8")
    .split("\n")
    .find((candidate) => candidate.startsWith(`${USER}:`));
  if (!line) return undefined;
  const [, , uid, gid] = line.split(":");
  return { uid: Number(uid), gid: Number(gid) };
}
