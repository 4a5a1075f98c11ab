import { join, sep } from "node:path";
import { fileURLToPath } from "node:url";

/** The root of the checkout, without a trailing slash. */
export const PROJECT = fileURLToPath(new URL("../../", import.meta.url)).replace(new RegExp(`\\${sep}$`), "");

/** @param {...string} parts */
export const inProject = (...parts) => join(PROJECT, ...parts);
