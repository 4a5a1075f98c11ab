import type { Run } from "./run";

type Json = Record<string, unknown>;

/** Nobody may stumble over members they do not know (PROTOCOL 1.6). */
const UNKNOWN = { x_unknown_member: { since: "a later version" } };

export function startRequest(run: Run): Json {
  const { members, faults } = run.setup;
  const extra = faults.unknownMembers ? UNKNOWN : {};
  return {
    id: run.setup.checkId,
    demo_result: members.demoResult,
    commercial_relationship: members.relationship,
    check_input: { ...members.checkInput, ...extra },
    ...common(run),
  };
}

export function pollRequest(run: Run): Json {
  const { members } = run.setup;
  return {
    id: run.setup.checkId,
    demo_result: members.demoResult,
    commercial_relationship: members.relationship,
    ...pairOf(run),
    ...common(run),
    custom_data: run.customData,
  };
}

export function readyRequest(run: Run): Json {
  return { ...pollRequest(run), check_input: run.setup.members.checkInput };
}

/** `/complete` and `/get_result` do not say whether the check is a demo (PROTOCOL 9.1). */
export function resultRequest(run: Run): Json {
  return {
    id: run.setup.checkId,
    ...pairOf(run),
    commercial_relationship: run.setup.members.relationship,
    ...common(run),
    custom_data: run.customData,
  };
}

/** The legacy monitoring calls say the reference alone (PROTOCOL 7.6). */
export function monitoredRequest(run: Run): Json {
  return {
    ...pairOf(run),
    commercial_relationship: run.setup.members.relationship,
    ...common(run),
    custom_data: run.customData,
  };
}

export function cancelRequest(run: Run): Json {
  return {
    provider_id: run.pair?.providerId,
    commercial_relationship: run.setup.members.relationship,
    ...common(run),
    references: [run.pair?.reference],
  };
}

export function downloadRequest(run: Run, file: { fileReference: string; downloadInfo: Json }): Json {
  return {
    check_id: run.setup.checkId,
    file_reference: file.fileReference,
    download_info: file.downloadInfo,
    commercial_relationship: run.setup.members.relationship,
    ...common(run),
    custom_data: run.customData,
  };
}

const pairOf = (run: Run): Json => ({ provider_id: run.pair?.providerId, reference: run.pair?.reference });

/** Credentials travel only with the customer's own contract (PROTOCOL 6.7). */
function common(run: Run): Json {
  const { members, faults } = run.setup;
  return {
    provider_config: members.providerConfig,
    ...(members.relationship === "DIRECT" && members.credentials !== null
      ? { provider_credentials: members.credentials }
      : {}),
    ...(faults.unknownMembers ? UNKNOWN : {}),
  };
}
