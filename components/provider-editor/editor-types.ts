import type { InputIssue } from "@/lib/errors";
import type { ContractChanges } from "@/lib/protocol/contract-changes";
import type { DefinitionDocument } from "./definition-text";

/** The version that is published now. ISO time. */
export type Published = {
  version: number;
  by: string;
  at: string;
  note: string | null;
  document: DefinitionDocument;
};

/** What the server says about a document that is still being written. */
export type CheckedDefinition = {
  published: Published;
  issues: readonly InputIssue[];
  /** Why this provider can never become that. */
  refusal: string | null;
  /** What `GET /config` would answer. */
  config: Record<string, unknown> | null;
  contract: ContractChanges | null;
};

type Refused = { ok: false; message: string; issues: readonly InputIssue[] };

export type CheckDefinition = (
  document: Record<string, unknown>,
) => Promise<{ ok: true; data: CheckedDefinition } | Refused>;

export type PublishDefinition = (input: {
  document: Record<string, unknown>;
  baseVersion: number;
  note: string;
}) => Promise<{ ok: true; data: { version: number } } | Refused>;
