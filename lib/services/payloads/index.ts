export { findJsonPayload, findPayload, type PayloadRow, sealPayload } from "./payloads";
