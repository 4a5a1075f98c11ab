import { demoFile } from "@/lib/protocol/demo/demo-files";
import { demoOutcome } from "@/lib/protocol/demo/demo-outcome";
import { demoSearch } from "@/lib/protocol/demo/demo-search";
import { SearchInput } from "@/lib/protocol/requests";
import type {
  Answered,
  Connector,
  ConnectorCall,
  ConnectorQuery,
  DownloadAnswered,
  DownloadWish,
  SearchAnswered,
} from "../connector";

/** What a live check of a `demo` provider is answered with when its definition names nothing (PROTOCOL 13). */
const DEFAULT_RESULT = "ANY";

/**
 * Answers at once with the canned data of PROTOCOL 13, echoing the input; no call leaves. When the answer is delivered
 * is the lifecycle's business. Stateless: asked again, it gives the same.
 */
export function createDemoConnector({
  defaultResult = DEFAULT_RESULT,
}: { defaultResult?: string } = {}): Connector {
  const answer = (call: ConnectorCall): Promise<Answered> => {
    const outcome = demoOutcome({
      document: call.document,
      demoResult: call.demoResult ?? defaultResult,
      checkInput: call.input,
      nowMs: call.nowMs,
    });
    return Promise.resolve({ outcome, exchanges: [], transient: null });
  };
  return {
    start: answer,
    poll: answer,
    cancel: () => Promise.resolve({ cancelled: true, errors: [], warnings: [], exchanges: [] }),
    search: (query) => Promise.resolve(findDemoCompanies(query)),
    download: (_call, _progress, wish) => Promise.resolve(openDemoFile(wish)),
  };
}

/** A live search of a `demo` provider finds what `ANY` finds. */
function findDemoCompanies(query: ConnectorQuery): SearchAnswered {
  const searchInput = SearchInput.catch({ query: "" }).parse(query.query);
  const found = demoSearch({ demoResult: query.demoResult ?? DEFAULT_RESULT, searchInput });
  return { ...found, warnings: [], exchanges: [] };
}

function openDemoFile(wish: DownloadWish): DownloadAnswered {
  const file = demoFile(wish.fileReference);
  if (file === null) {
    const message = "There is no demo file with this reference.";
    return { file: null, errors: [{ type: "INVALID_CHECK_INPUT", message }], exchanges: [] };
  }
  const { contentType, fileName, bytes } = file;
  return { file: { contentType, fileName, bytes: onceOf(bytes) }, errors: [], exchanges: [] };
}

async function* onceOf(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
