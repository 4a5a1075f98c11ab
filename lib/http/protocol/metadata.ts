import type { Registration } from "@/lib/services/registry";
import { metadataAnswer } from "@/lib/protocol/answers";
import { jsonAnswer, type ProtocolAnswer, refusal } from "./protocol-request";

/** `GET /`: open to everyone, whatever Authorization it carries (PROTOCOL 5, 2.11). A retired provider is gone. */
export function answerMetadata(registration: Registration): ProtocolAnswer {
  if (registration.status === "retired") return refusal(404, "No provider is registered under this address.");
  return jsonAnswer(200, metadataAnswer({ providerName: registration.version.name }));
}
