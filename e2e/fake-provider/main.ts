import { parseArgs } from "node:util";
import { startFakeProvider } from "./fake-provider";

const { values } = parseArgs({
  options: {
    port: { type: "string", default: "4500" },
    token: { type: "string" },
    "result-after-ms": { type: "string", default: "2000" },
    "webhook-url": { type: "string" },
    "webhook-secret": { type: "string", default: "acme-webhook-secret" },
  },
});

const provider = await startFakeProvider({
  port: Number(values.port),
  acme: {
    resultAfterMs: Number(values["result-after-ms"]),
    webhookSecret: values["webhook-secret"],
    ...(values.token === undefined ? {} : { token: values.token }),
    ...(values["webhook-url"] === undefined ? {} : { webhookUrl: values["webhook-url"] }),
  },
});
process.stdout.write(
  `The fake provider listens on ${provider.url}; its API is ${provider.url}/v2. Ctrl-C stops it.\n`,
);

const stop = (): void => {
  void provider.stop();
};
process.once("SIGINT", stop);
process.once("SIGTERM", stop);
