#!/usr/bin/env node
// npm run docs:images — takes the README's pictures anew, with the browser tests' own stack.
process.env.RENEW_IMAGES = "1";
process.argv.push("screenshots");
await import("./e2e.mjs");
