/**
 * The program of a JSONata worker thread, as text: started with `eval`, it needs no file of its own, so it works the
 * same under tsx, vitest and inside a bundle. It is CommonJS, gets the path of `jsonata` as workerData and has no
 * environment. A job `{ id, expressions, input, limits }` is answered by `{ id, results }`, one result per expression.
 */
export const EXPRESSION_WORKER_SOURCE = `
"use strict";
const { parentPort, workerData } = require("node:worker_threads");
const { createHash, createHmac } = require("node:crypto");
const jsonata = require(workerData.jsonataPath);

const MAX_COMPILED = 500;
const compiled = new Map();

function compile(text, limits) {
  const known = compiled.get(text);
  if (known !== undefined) {
    compiled.delete(text);
    compiled.set(text, known);
    return known;
  }
  const expression = jsonata(text, { timeout: limits.timeMs, stack: limits.depth, sequence: limits.sequence });
  expression.registerFunction("sha256", (value) => createHash("sha256").update(value).digest("hex"), "<s:s>");
  expression.registerFunction(
    "hmac",
    (algorithm, key, value, encoding) => createHmac(algorithm, key).update(value).digest(encoding || "hex"),
    "<sss-s?:s>",
  );
  // The bytes of an image never come here: its token stands for them until the request is sent.
  expression.registerFunction(
    "base64",
    (value) => (typeof value === "string" ? Buffer.from(value, "utf8").toString("base64") : value && value.token),
    "<(so):s>",
  );
  if (compiled.size >= MAX_COMPILED) compiled.delete(compiled.keys().next().value);
  compiled.set(text, expression);
  return expression;
}

const LIMIT_CODES = { D1011: "depth_limit", D1012: "time_limit", D2014: "size_limit", D2015: "size_limit" };

// The data under evaluation may be personal: a message never repeats it.
function describe(error) {
  let message = typeof error.message === "string" ? error.message : "failed";
  for (const value of [error.value, error.value2]) {
    if (value === undefined || value === null || LIMIT_CODES[error.code] !== undefined) continue;
    const text = JSON.stringify(value);
    if (text !== undefined) message = message.split(text).join("(the value)");
    if (typeof value === "string" && value.length > 2) message = message.split(value).join("(the value)");
  }
  return message.slice(0, 300);
}

// Functions and lambdas (which refer to themselves) are not data.
function toJson(value) {
  if (typeof value === "function" || (value && value._jsonata_lambda)) return undefined;
  return JSON.stringify(value, (name, member) => (member && member._jsonata_lambda ? undefined : member));
}

const refused = (failure, message) => ({ ok: false, failure, message, position: null, code: null });

// Whoever reads the result goes down it level by level, on the stack of a thread that everybody shares.
function depthOf(json) {
  let depth = 0;
  let deepest = 0;
  let isText = false;
  for (let at = 0; at < json.length; at += 1) {
    const character = json[at];
    if (isText && character === "\\\\") at += 1;
    else if (character === '"') isText = !isText;
    else if (isText) continue;
    else if (character === "{" || character === "[") deepest = Math.max(deepest, (depth += 1));
    else if (character === "}" || character === "]") depth -= 1;
  }
  return deepest;
}

async function evaluate(text, input, limits) {
  try {
    const value = await compile(text, limits).evaluate(input);
    const json = toJson(value);
    if (json !== undefined && json.length > limits.resultBytes) return refused("size_limit", "The result is too large");
    if (json !== undefined && depthOf(json) > limits.resultDepth)
      return refused("depth_limit", "The result is nested too deeply");
    return { ok: true, json };
  } catch (error) {
    const isOverflow = error instanceof RangeError && /call stack/i.test(error.message);
    return {
      ok: false,
      failure: isOverflow ? "depth_limit" : LIMIT_CODES[error.code] || "failed",
      message: describe(error),
      position: typeof error.position === "number" ? error.position : null,
      code: typeof error.code === "string" ? error.code : null,
    };
  }
}

parentPort.on("message", async ({ id, expressions, input, limits }) => {
  const results = [];
  for (const text of expressions) results.push(await evaluate(text, input, limits));
  parentPort.postMessage({ id, results });
});
`;
