import { isIP } from "node:net";
import { connect } from "node:tls";
import { isLoopback, type IntegrationCall } from "@/lib/simulator/client";
import { isSuccess, problemOf } from "@/lib/simulator/read-integration";
import { describeAnswer, describeJson } from "../describe-call";
import { failed, passed, skipped, type TestCase, type Verdict } from "../test-case";

const TLS_TIMEOUT_MS = 5000;

type ConnectionFacts = {
  givenUrl: string;
  url: URL;
  metadata: IntegrationCall;
  /** A handshake of our own would go around the caller's way out, so it is left alone where there is one. */
  probesTls: boolean;
};

/** V1–V5: can the integration be reached as Maxsight reaches it (PROTOCOL 1.1, 5)? */
export function connectionTests(facts: ConnectionFacts): TestCase[] {
  const test = (about: Omit<TestCase, "group" | "run">, run: () => Verdict | Promise<Verdict>): TestCase => ({
    ...about,
    group: "Connection",
    run: async () => run(),
  });
  const { metadata, url } = facts;
  return [
    test(
      {
        id: "V1",
        title: "We can fetch metadata about the integration, without authentication",
        severity: "must",
      },
      () => fetchMetadata(metadata),
    ),
    test({ id: "V2", title: "protocol_version is 1", severity: "must" }, () =>
      ofMetadata(metadata, checkVersion),
    ),
    test({ id: "V3", title: "provider_name has 6 to 49 characters", severity: "must" }, () =>
      ofMetadata(metadata, checkName),
    ),
    // On this machine there is nobody to listen in, and no certificate either.
    test(
      {
        id: "V4.https",
        title: "The base URL is https",
        severity: isLoopback(url.hostname) ? "should" : "must",
      },
      () => checkScheme(facts),
    ),
    test({ id: "V4.slash", title: "The base URL ends with a slash", severity: "must" }, () =>
      checkSlash(facts),
    ),
    test({ id: "V5", title: "TLS older than 1.2 is refused", severity: "should" }, () => refuseOldTls(facts)),
  ];
}

type Json = Record<string, unknown>;

function checkVersion({ protocol_version: version }: Json): Problem | null {
  return version === 1 ? null : { received: describeJson(version), hint: "Send the number 1 (PROTOCOL 5)." };
}

function checkName({ provider_name: name }: Json): Problem | null {
  const length = typeof name === "string" ? Array.from(name).length : 0;
  if (length >= 6 && length <= 49) return null;
  return { received: describeJson(name), hint: "Choose a name of 6 to 49 characters (PROTOCOL 5)." };
}

function checkScheme({ url, givenUrl }: ConnectionFacts): Verdict {
  if (url.protocol === "https:") return passed({ sent: givenUrl });
  return failed(
    { sent: givenUrl, received: url.protocol },
    "Maxsight refuses integrations without TLS (PROTOCOL 1.1); fine while you try things out on one machine.",
  );
}

function checkSlash({ givenUrl }: ConnectionFacts): Verdict {
  if (givenUrl.endsWith("/")) return passed({ sent: givenUrl });
  return failed(
    { sent: givenUrl },
    `Register ${givenUrl}/ : Maxsight appends the paths to what was registered (PROTOCOL 0.2).`,
  );
}

/** V19: whatever Authorization says, metadata is open (PROTOCOL 2.11). */
export function openMetadataTest(
  metadata: IntegrationCall,
  callWithGarbage: () => Promise<IntegrationCall>,
): TestCase {
  return {
    id: "V19",
    group: "Security",
    title: "Metadata is answered whatever the Authorization header says",
    severity: "must",
    run: async () => {
      if (!isSuccess(metadata)) return skipped("Metadata cannot be fetched at all; see V1.");
      const call = await callWithGarbage();
      const exchanged = {
        sent: `GET ${call.url} with Authorization: Signature garbage`,
        received: describeAnswer(call),
      };
      return isSuccess(call)
        ? passed(exchanged)
        : failed(exchanged, "Ignore any Authorization header on the metadata endpoint (PROTOCOL 2.11).");
    },
  };
}

function fetchMetadata(metadata: IntegrationCall): Verdict {
  const exchanged = { sent: `GET ${metadata.url}`, received: describeAnswer(metadata) };
  if (isSuccess(metadata) && metadata.json !== null) return passed(exchanged);
  if (metadata.error !== null)
    return failed(exchanged, "Check the address, the port, the certificate and the firewall.");
  if (metadata.status === 401 || metadata.status === 403)
    return failed(exchanged, "Metadata must not require authentication (PROTOCOL 2.11).");
  return failed(exchanged, `${problemOf(metadata)}; metadata is a JSON object with status 200 (PROTOCOL 5).`);
}

type Problem = { received: string; hint: string };

function ofMetadata(
  metadata: IntegrationCall,
  problemIn: (json: Record<string, unknown>) => Problem | null,
): Verdict {
  if (metadata.json === null || !isSuccess(metadata))
    return skipped("There is no metadata to look at; see V1.");
  const problem = problemIn(metadata.json);
  const sent = `GET ${metadata.url}`;
  if (problem === null) return passed({ sent, received: describeAnswer(metadata) });
  return failed({ sent, received: problem.received }, problem.hint);
}

/** Every call of this suite already needed TLS 1.2; what is left to ask is whether older versions are turned off. */
async function refuseOldTls({ url, probesTls }: ConnectionFacts): Promise<Verdict> {
  if (url.protocol !== "https:") return skipped("The base URL is not https; see V4.https.");
  if (!probesTls) return skipped("Run gatehouse validate from a shell to have this asked.");
  const sent = `a TLS 1.1 handshake with ${url.host}`;
  const version = await negotiateOldTls(url);
  return version === null
    ? passed({ sent, received: "refused" })
    : failed(
        { sent, received: `accepted as ${version}` },
        "Turn off TLS 1.0 and 1.1 at your server or proxy (PROTOCOL 1.1).",
      );
}

function negotiateOldTls(url: URL): Promise<string | null> {
  return new Promise((resolve) => {
    const socket = connect(
      {
        host: url.hostname,
        port: Number(url.port || 443),
        ...(isIP(url.hostname) === 0 ? { servername: url.hostname } : {}),
        minVersion: "TLSv1",
        maxVersion: "TLSv1.1",
        // OpenSSL 3 allows these versions only at its lowest security level.
        ciphers: "DEFAULT@SECLEVEL=0",
        // Nothing is sent; only the version matters here, certificates are checked by every other call.
        rejectUnauthorized: false,
      },
      () => {
        resolve(socket.getProtocol());
        socket.destroy();
      },
    );
    socket.on("error", () => resolve(null));
    socket.setTimeout(TLS_TIMEOUT_MS, () => {
      resolve(null);
      socket.destroy();
    });
  });
}
