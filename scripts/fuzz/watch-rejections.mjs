/* Loaded into the server before everything else: a rejection nobody handles is said, whatever else would become of it. */
process.on("unhandledRejection", (reason) => {
  const text = reason instanceof Error ? (reason.stack ?? reason.message) : String(reason);
  process.stderr.write(`[fuzz] unhandled rejection: ${text.replaceAll("\n", " | ")}\n`);
});
