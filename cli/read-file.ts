import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { CommandError } from "./command";

/** The content of a JSON or YAML file, or of standard input for `-`; it must be an object. */
export function readObjectFile(path: string): Record<string, unknown> {
  const value = parseFile(path, readText(path));
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return { ...value };
  throw new CommandError(`${path} must hold one object.`);
}

/** The text of a file, or of standard input for `-`. */
export function readText(path: string): string {
  try {
    return readFileSync(path === "-" ? 0 : path, "utf8");
  } catch (error) {
    throw new CommandError(`Cannot read ${path}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** Every JSON file is also YAML. */
function parseFile(path: string, text: string): unknown {
  try {
    return parse(text);
  } catch (error) {
    throw new CommandError(
      `${path} is neither JSON nor YAML: ${error instanceof Error ? error.message.split("\n")[0] : String(error)}`,
    );
  }
}
