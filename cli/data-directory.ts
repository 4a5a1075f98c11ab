import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { processEnvironment } from "@/lib/env";
import { CommandError, type Flag } from "./command";

/** For the commands that work on the database. */
export const DATA_DIR_FLAG: Readonly<Record<string, Flag>> = {
  "data-dir": {
    value: "path",
    help: "where `npm run up` keeps its data (default .gatehouse); DATABASE_URL wins",
  },
};

/** What `npm run up` leaves for the command; absent members are unknown. */
export type KnownInstallation = { url?: string; databaseUrl?: string; rootKey?: string };

/** Where the installation on this machine lives: the flag, GATEHOUSE_DATA_DIR, `.gatehouse`. */
export function dataDirectory(flag?: string): string {
  return resolve(flag ?? (processEnvironment()["GATEHOUSE_DATA_DIR"] || ".gatehouse"));
}

/** Reads what is there. Throws CommandError when a file is there and cannot be read. */
export function readDataDirectory(directory: string): KnownInstallation {
  const connection = readMembers(join(directory, "connection.json"));
  const secrets = readMembers(join(directory, "secrets.json"));
  return {
    ...(connection["url"] === undefined ? {} : { url: connection["url"] }),
    ...(connection["database_url"] === undefined ? {} : { databaseUrl: connection["database_url"] }),
    ...(secrets["rootKey"] === undefined ? {} : { rootKey: secrets["rootKey"] }),
  };
}

function readMembers(file: string): Record<string, string> {
  if (!existsSync(file)) return {};
  try {
    const content: unknown = JSON.parse(readFileSync(file, "utf8"));
    const members = typeof content === "object" && content !== null ? Object.entries(content) : [];
    return Object.fromEntries(
      members.filter((member): member is [string, string] => typeof member[1] === "string"),
    );
  } catch {
    throw new CommandError(`Cannot read ${file}: run this as the user that started Gatehouse.`);
  }
}
