import {
  PublicValidationReport,
  toPublicValidationReport,
  ValidationParams,
} from "@/lib/http/resources/validation";
import { route } from "@/lib/http/route";
import { getValidation } from "@/lib/services/validations";

export const GET = route({
  summary: "Get a validation run with the result of every test",
  auth: "apiKey",
  scope: "providers:read",
  audit: "none",
  params: ValidationParams,
  status: 200,
  response: PublicValidationReport,
  handle: async ({ ctx, params }) => toPublicValidationReport(await getValidation(ctx, params)),
});
