import { beforeEach, describe, expect, it } from "vitest";
import type { FakeProvider } from "@/e2e/fake-provider/fake-provider";
import { callOf, useCalledProvider } from "./testing/called-provider";

const { connector, current } = useCalledProvider();
let provider: FakeProvider;
beforeEach(() => {
  provider = current();
});

describe("poll, cancel, search and download", () => {
  const operations = {
    poll: {
      request: {
        method: "GET",
        path: "/checks/{{ providerReference }}",
        query: { page: "{{ state.page }}" },
      },
      outcome: `body.done ? { "kind": "result", "result": { "decision": "PASS", "summary": body.text } }
        : { "kind": "pending", "state": { "page": 2 } }`,
    },
    cancel: { request: { method: "DELETE", path: "/checks/{{ reference }}" } },
    search: {
      request: { method: "GET", path: "/companies", query: { q: "{{ query.query }}" } },
      outcome: 'body.companies.{ "name": name, "number": number, "country_of_incorporation": country }',
    },
    download: {
      request: { method: "GET", path: "/files/{{ file_reference }}" },
      max_bytes: 1000,
      file_name: '"front.png"',
    },
  };
  const progress = { providerReference: "a/b", state: { page: 1 } };

  it("polls until the provider is done", async () => {
    provider.script({
      "GET /v1/checks/:id": [{ json: {} }, { json: { done: true, text: "x".repeat(600) } }],
    });
    const { poll } = connector({ operations });
    const first = await poll!(callOf(), progress);
    expect(first.outcome).toEqual({ kind: "pending", state: { page: 2 } });
    expect(provider.calls[0]).toMatchObject({ params: { id: "a/b" }, query: { page: "1" } });
    const second = await poll!(callOf(), { ...progress, state: { page: 2 } });
    expect(second.outcome).toEqual({
      kind: "result",
      result: { decision: "PASS", summary: "x".repeat(450) },
    });
    expect(second.exchanges[0]?.operation).toBe("poll");
  });

  it.each([
    [{ status: 204 }, true],
    [{ status: 404 }, true],
    [{ status: 409, json: {} }, false],
    [{ fault: "reset" } as const, false],
  ])("a cancellation answered with %j", async (answer, cancelled) => {
    provider.script({ "DELETE /v1/checks/:id": answer });
    const answered = await connector({ operations }).cancel!(callOf(), progress);
    expect(answered.cancelled).toBe(cancelled);
    expect(answered.errors.length).toBe(cancelled ? 0 : 1);
  });

  it("searches; one hit is a list of one", async () => {
    provider.script({
      "GET /v1/companies": { json: { companies: [{ name: "Acme", number: "1", country: "GBR" }] } },
    });
    const { input: _input, customData: _customData, ...query } = callOf();
    const answered = await connector({ operations }).search!({ ...query, query: { query: "Ac & me" } });
    expect(answered).toMatchObject({
      candidates: [{ name: "Acme", number: "1", country_of_incorporation: "GBR" }],
      errors: [],
    });
    expect(provider.calls[0]?.query).toEqual({ q: "Ac & me" });
  });

  it("streams a file, and explains why there is none", async () => {
    provider.script({
      "GET /v1/files/:id": [
        { bytes: Buffer.alloc(500, 7), headers: { "content-type": "image/png" } },
        { status: 404, json: {} },
      ],
    });
    const wish = {
      fileReference: "file 1",
      downloadType: "IMAGE" as const,
      imageType: "FRONT",
      fileType: null,
    };
    const { download } = connector({ operations });
    const found = await download!(callOf(), progress, wish);
    expect(found.file).toMatchObject({ contentType: "image/png", fileName: "front.png" });
    let size = 0;
    for await (const chunk of found.file?.bytes ?? []) size += chunk.length;
    expect(size).toBe(500);
    const missing = await download!(callOf(), progress, wish);
    expect(missing).toMatchObject({ file: null, errors: [{ type: "PROVIDER_MESSAGE" }] });
  });
});
