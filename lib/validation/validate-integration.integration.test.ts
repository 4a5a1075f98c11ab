import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Receiver } from "@/lib/simulator/receiver";
import { ACCEPTED_INTEGRATIONS } from "./testing/accepted-integrations";
import { BROKEN_INTEGRATIONS } from "./testing/broken-integrations";
import { startReferenceIntegration, type ReferenceIntegration } from "./testing/reference-integration";
import type { ReferenceOptions } from "./testing/reference-options";
import { validateIntegration, type ValidateOptions, type ValidationReport } from "./validate-integration";

let receiver: Receiver;
let integration: ReferenceIntegration;

beforeEach(async () => {
  receiver = new Receiver();
  await receiver.start();
});

afterEach(async () => {
  await integration.stop();
  await receiver.stop();
});

async function validate(
  options: ReferenceOptions,
  how: Partial<ValidateOptions> = {},
): Promise<ValidationReport> {
  integration = await startReferenceIntegration({ maxsightUrl: () => receiver.url, ...options });
  return validateIntegration({
    baseUrl: integration.url,
    secret: integration.secret,
    receiver,
    callbackDeadlineMs: 600,
    timeScale: 0.02,
    ...how,
  });
}

/** Everything that failed, without what is always so on one machine: there is no TLS. */
function failures(report: ValidationReport): string[] {
  return report.tests
    .filter(({ id, outcome }) => outcome === "failed" && id !== "V4.https")
    .map(({ id }) => id);
}

const TEMPLATES = ["ONE_TIME_SYNCHRONOUS", "ONE_TIME_POLLING", "ONE_TIME_CALLBACK", "MONITORED_CALLBACK"];
const CHECK_TYPES = [
  "INDIVIDUAL_CUSTOM",
  "COMPANY_CUSTOM",
  "IDENTITY_CHECK",
  "DOCUMENT_VERIFICATION",
  "DOCUMENT_FETCH",
  "DOCUMENT_CAPTURE",
  "COMPANY_DATA",
  "PEPS_AND_SANCTIONS_SCREEN",
  "COMPANY_PEPS_AND_SANCTIONS_SCREEN",
];

describe("a correct integration", () => {
  it.each(CHECK_TYPES.flatMap((checkType) => TEMPLATES.map((template) => [checkType, template])))(
    "of %s with %s passes everything",
    async (checkType, template) => {
      const report = await validate({ checkType: checkType ?? "", template: template ?? "" });
      expect(failures(report)).toEqual([]);
      expect(report.state).toBe("passed");
    },
  );

  it("runs at least the twenty tests of the original", async () => {
    const report = await validate({});
    expect(report.tests.length).toBeGreaterThan(50);
    expect(report.integration).toEqual({
      apiVersion: 1,
      providerName: "Reference Integration",
      checkType: "INDIVIDUAL_CUSTOM",
      checkTemplate: "ONE_TIME_SYNCHRONOUS",
    });
  });
});

describe("a broken integration", () => {
  it.each(BROKEN_INTEGRATIONS)("fails exactly where it is broken: $defect", async ({ options, fails }) => {
    const report = await validate(options);
    expect(failures(report)).toEqual(fails);
    expect(report.state).toBe("failed");
  });
});

describe("an integration that Maxsight accepts", () => {
  it.each(ACCEPTED_INTEGRATIONS)("passes although $peculiarity", async ({ options }) => {
    const report = await validate(options);
    const broken = report.tests.filter(
      ({ outcome, severity }) => outcome === "failed" && severity === "must",
    );
    expect(broken).toEqual([]);
    expect(report.state).toBe("passed");
  });
});
