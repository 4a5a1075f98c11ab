import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, it } from "vitest";
import { parseFaults } from "./faults";
import { useSimulation } from "./testing/simulation";

const { simulate, start } = useSimulation();

describe("what comes with a result", () => {
  it("is downloaded when it is a document with files", async () => {
    await start({ template: "ONE_TIME_CALLBACK", checkType: "DOCUMENT_FETCH" });
    const result = await simulate({ demoResult: "DOCUMENT_ALL_PASS" });
    expect(result).toMatchObject({ state: "completed", findings: [] });
    expect(result.downloadedFiles).toBeGreaterThan(0);
  });

  it("is opened with a signed link when it is an external resource", async () => {
    const pages = await servePages();
    await start({
      template: "ONE_TIME_SYNCHRONOUS",
      features: ["EXTERNAL_LINK"],
      resourceUrl: `${pages.url}/evidence`,
    });
    const result = await simulate({ demoResult: "EXTERNAL_RESOURCE_LINK", openLinks: true });
    await pages.close();
    expect(result).toMatchObject({ state: "completed", findings: [] });
    expect(pages.requests).toHaveLength(1);
    expect(pages.requests[0]).toMatch(
      /^\/evidence\?version=1&valid_until=\d+&auditee_id=59fcb6e0-0a7f-4d09-ad55-1b331109218d&signature=.+%3D$/,
    );
  });
});

describe("images of the input", () => {
  it("can be downloaded while the check runs and no longer", async () => {
    const integration = await start({ template: "ONE_TIME_CALLBACK", checkType: "DOCUMENT_VERIFICATION" });
    const pending = simulate({ demoResult: "DOCUMENT_ALL_PASS", faults: parseFaults(["late-ready=20"]) });
    await expect.poll(() => integration.checks.size).toBe(1);
    const [check] = [...integration.checks.values()];
    const { documents } = check!.checkInput as { documents: [{ images: [{ id: string }] }] };
    const path = `/integrations/v1/images/${documents[0].images[0].id}`;
    expect(await integration.fetchImage(path)).toBe(200);
    await pending;
    expect(await integration.fetchImage(path)).toBe(404);
  });
});

async function servePages(): Promise<{ url: string; requests: string[]; close: () => Promise<void> }> {
  const requests: string[] = [];
  const server = createServer((request, response) => {
    requests.push(request.url ?? "");
    response.end("evidence");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { url: `http://127.0.0.1:${port}`, requests, close };
}
