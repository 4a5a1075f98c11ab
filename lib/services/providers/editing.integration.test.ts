import { describe, expect, it } from "vitest";
import { useHarness } from "@/lib/db/testing/harness";
import { ConflictError, ForbiddenError, NotFoundError } from "@/lib/errors";
import { contextFor } from "../context";
import { createSampleProvider, sampleConfig } from "../testing/sample-provider";
import { getVersion, listVersions, previewDefinition, updateProvider } from ".";

const harness = useHarness();

const definition = (changes: object = {}) => ({
  name: "Sample provider",
  config: sampleConfig(),
  connector: { kind: "demo" },
  ...changes,
});

describe("publishing from a base version", () => {
  it("publishes when nobody else did, with its note", async () => {
    const ctx = await harness.newTenant();
    const { slug } = await createSampleProvider(ctx);
    const input = { ...definition({ name: "Sample renamed" }), base_version: 1, note: "new name" };
    expect(await updateProvider(ctx, slug, input)).toMatchObject({ version: 2, name: "Sample renamed" });
    expect(await getVersion(ctx, { slug, number: 2 })).toMatchObject({ note: "new name", isPublished: true });
  });

  it("refuses what was written from an older version, and changes nothing", async () => {
    const ctx = await harness.newTenant();
    const { slug } = await createSampleProvider(ctx);
    await updateProvider(ctx, slug, definition({ name: "Sample by Anna" }));
    const late = updateProvider(ctx, slug, { ...definition(), base_version: 1 });
    await expect(late).rejects.toThrow(ConflictError);
    await expect(late).rejects.toThrow(
      `Version 2 of ${slug} was published meanwhile; this was written from version 1.`,
    );
    expect((await listVersions(ctx, slug)).items.map(({ number }) => number)).toEqual([2, 1]);
  });
});

describe("previewing a definition", () => {
  it("names what is wrong by its place in the document", async () => {
    const ctx = await harness.newTenant();
    const { slug } = await createSampleProvider(ctx);
    const document = definition({
      config: sampleConfig({ supported_countries: ["GBR", "GB"] }),
      connector: { kind: "http", base_url: "https://api.example", operations: {} },
    });
    const preview = await previewDefinition(ctx, { slug, document });
    expect(preview.issues.map(({ path }) => path)).toEqual([
      "/config/supported_countries/1",
      "/connector/operations/start",
    ]);
    expect(preview).toMatchObject({ config: null, contract: null, published: { number: 1 } });
    const typo = await previewDefinition(ctx, { slug, document: definition({ colour: "red" }) });
    expect(typo.issues).toEqual([{ path: "/colour", message: "colour is not known here." }]);
    const moved = await previewDefinition(ctx, { slug, document: definition({ slug: "elsewhere" }) });
    expect(moved.issues.map(({ path }) => path)).toEqual(["/slug"]);
  });

  it("says what Maxsight would notice, and what can never be", async () => {
    const ctx = await harness.newTenant();
    const { slug } = await createSampleProvider(ctx);
    const same = await previewDefinition(ctx, { slug, document: { slug, ...definition() } });
    expect(same).toMatchObject({ issues: [], refusal: null, contract: { needsRevalidation: false } });
    const wider = definition({ config: sampleConfig({ supported_countries: ["GBR"] }) });
    expect((await previewDefinition(ctx, { slug, document: wider })).contract).toMatchObject({
      needsRevalidation: true,
      resets: ["strict"],
    });
    const other = definition({ config: sampleConfig({ check_type: "COMPANY_CUSTOM" }) });
    expect((await previewDefinition(ctx, { slug, document: other })).refusal).toContain(
      "is registered as INDIVIDUAL_CUSTOM",
    );
  });

  it("is for those who may publish, in their own tenant", async () => {
    const ctx = await harness.newTenant();
    const { slug } = await createSampleProvider(ctx);
    const viewer = contextFor(ctx, ctx.tenantId, {
      kind: "user",
      id: "00000000-0000-7000-8000-000000000001",
      label: "viewer",
      role: "viewer",
    });
    await expect(previewDefinition(viewer, { slug, document: {} })).rejects.toThrow(ForbiddenError);
    const stranger = await harness.newTenant();
    await expect(previewDefinition(stranger, { slug, document: {} })).rejects.toThrow(NotFoundError);
    await expect(getVersion(stranger, { slug, number: 1 })).rejects.toThrow(NotFoundError);
  });
});
