export { findJsonPayload, findJsonPayloads, findPayload, type PayloadRow, sealPayload } from "./payloads";
