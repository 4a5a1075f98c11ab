import { z } from "zod";

/**
 * Requests from Maxsight (PROTOCOL 9.1, 10). Only protocol-level members are checked: where these fail the answer is 400,
 * what is inside `check_input`, `provider_config` and `provider_credentials` is answered in a 200 (16). Members nobody
 * documented are kept.
 */
const JsonObject = z.custom<Record<string, unknown>>(
  (value) => typeof value === "object" && value !== null && !Array.isArray(value),
  "must be an object",
);

/** Absent and null are the same empty object (PROTOCOL 1.6, 9.6). */
const OptionalObject = JsonObject.nullish().transform((value) => value ?? {});

const Uuid = z.guid("must be a UUID");

/** Absent or null: live. Any text, even an empty or unknown one, makes it a demo check (PROTOCOL 9.1). */
const DemoResult = z.string().nullish();

/** The documented members only: the type of a loose object would make every misspelt member `unknown`. */
type Known<Schema extends z.ZodObject> = z.infer<z.ZodObject<Schema["shape"]>>;

const COMMON = {
  commercial_relationship: z.enum(["DIRECT", "PASSFORT"]),
  provider_config: OptionalObject,
  /** Only with `DIRECT`; often absent or null otherwise (PROTOCOL 6.7). */
  provider_credentials: JsonObject.nullish(),
};

/** How every call on a started check names it (PROTOCOL 9.7). */
const BY_REFERENCE = { id: Uuid, provider_id: Uuid, reference: z.string(), custom_data: OptionalObject };

/** `POST /checks` (PROTOCOL 10.1). */
export const StartCheckRequest = z.looseObject({
  id: Uuid,
  demo_result: DemoResult,
  check_input: JsonObject,
  ...COMMON,
});
export type StartCheckRequest = Known<typeof StartCheckRequest>;

/** `POST /checks/{id}/poll` (PROTOCOL 10.2). */
export const PollRequest = z.looseObject({ ...BY_REFERENCE, demo_result: DemoResult, ...COMMON });
export type PollRequest = Known<typeof PollRequest>;

/** `POST /checks/{id}/ready` (PROTOCOL 10.3). */
export const ReadyRequest = z.looseObject({
  ...BY_REFERENCE,
  demo_result: DemoResult,
  check_input: JsonObject.nullish(),
  ...COMMON,
});
export type ReadyRequest = Known<typeof ReadyRequest>;

/** `POST /checks/{id}/complete` (PROTOCOL 10.4). It does not say whether the check is a demo. */
export const CompleteRequest = z.looseObject({ ...BY_REFERENCE, ...COMMON });
export type CompleteRequest = Known<typeof CompleteRequest>;

/** `POST /checks/{id}/get_result` (PROTOCOL 10.5); `update_id` is not documented here but understood (OPEN 22). */
export const GetResultRequest = z.looseObject({
  ...BY_REFERENCE,
  update_id: z.string().nullish(),
  ...COMMON,
});
export type GetResultRequest = Known<typeof GetResultRequest>;

/** `POST /cancel_checks` (PROTOCOL 10.6). */
export const CancelChecksRequest = z.looseObject({
  provider_id: Uuid,
  references: z.array(z.string()),
  ...COMMON,
});
export type CancelChecksRequest = Known<typeof CancelChecksRequest>;

/** `POST /download_file` (PROTOCOL 10.7). The kinds are open texts: the reference alone finds the file. */
export const DownloadFileRequest = z.looseObject({
  check_id: Uuid,
  file_reference: z.string(),
  download_info: z.looseObject({
    download_type: z.enum(["FILE", "IMAGE"]),
    image_type: z.string().nullish(),
    file_type: z.string().nullish(),
  }),
  custom_data: OptionalObject,
  ...COMMON,
});
export type DownloadFileRequest = Known<typeof DownloadFileRequest>;

/** `search_input` (PROTOCOL 10.8); `state_of_incorporation` may be empty. */
export const SearchInput = z.looseObject({
  query: z.string(),
  country_of_incorporation: z.string().nullish(),
  state_of_incorporation: z.string().nullish(),
});
export type SearchInput = Known<typeof SearchInput>;

/** `POST /search` (PROTOCOL 10.8); some sources know no `id` (20-25). */
export const SearchRequest = z.looseObject({
  id: Uuid.nullish(),
  demo_result: DemoResult,
  search_input: SearchInput,
  ...COMMON,
});
export type SearchRequest = Known<typeof SearchRequest>;

/** `POST /monitored_checks/ready` and `/monitored_checks/poll` of the legacy template (PROTOCOL 7.6). */
export const MonitoredCheckRequest = z.looseObject({
  id: Uuid.nullish(),
  provider_id: Uuid.nullish(),
  reference: z.string(),
  demo_result: DemoResult,
  custom_data: OptionalObject,
  ...COMMON,
});
export type MonitoredCheckRequest = Known<typeof MonitoredCheckRequest>;
