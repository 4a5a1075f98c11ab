import { randomUUID } from "node:crypto";
import { CommandError } from "./command";
import { settingsFromEnvironment } from "./settings";

type Json = Record<string, unknown>;

export type ApiAnswer = { status: number; body: Json };

/** The management API with the caller's key. Failures become CommandErrors whose sentence says what to do. */
export class ApiClient {
  private readonly url: string;
  private readonly apiKey: string;

  /** Throws CommandError when GATEHOUSE_API_KEY is not set. */
  constructor() {
    const { url, apiKey } = settingsFromEnvironment();
    if (apiKey === undefined) {
      throw new CommandError(
        "Set GATEHOUSE_API_KEY to an API key; make one with: gatehouse api-keys create --tenant <slug> --name <name> --role operator",
      );
    }
    this.url = url;
    this.apiKey = apiKey;
  }

  get(path: string, query: Record<string, string | undefined> = {}): Promise<Json> {
    const present = Object.entries(query).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, value]],
    );
    const search = new URLSearchParams(present).toString();
    return this.expect("GET", search === "" ? path : `${path}?${search}`);
  }

  post(path: string, body: Json): Promise<Json> {
    return this.expect("POST", path, body);
  }

  put(path: string, body: Json): Promise<Json> {
    return this.expect("PUT", path, body);
  }

  async delete(path: string): Promise<void> {
    await this.expect("DELETE", path);
  }

  /** The answer, or null for 404. */
  async find(path: string): Promise<Json | null> {
    const answer = await this.send("GET", path);
    if (answer.status === 404) return null;
    return this.accept(answer);
  }

  private async expect(method: string, path: string, body?: Json): Promise<Json> {
    return this.accept(await this.send(method, path, body));
  }

  private accept(answer: ApiAnswer): Json {
    if (answer.status < 300) return answer.body;
    throw new CommandError(describeProblem(answer));
  }

  private async send(method: string, path: string, body?: Json): Promise<ApiAnswer> {
    const headers: Record<string, string> = {
      authorization: `Bearer ${this.apiKey}`,
      accept: "application/json",
    };
    if (body !== undefined) headers["content-type"] = "application/json";
    if (method === "POST") headers["idempotency-key"] = randomUUID();
    const response = await this.fetch(`${this.url}/api/v1${path}`, {
      method,
      headers,
      redirect: "manual",
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: response.status, body: parseObject(await response.text()) };
  }

  private async fetch(url: string, init: RequestInit): Promise<Response> {
    try {
      return await fetch(url, { ...init, signal: AbortSignal.timeout(60_000) });
    } catch (error) {
      const cause =
        error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error);
      throw new CommandError(
        `Cannot reach Gatehouse at ${this.url} (${cause}). Is it running (npm run up)? Set GATEHOUSE_URL if it is elsewhere.`,
      );
    }
  }
}

function parseObject(text: string): Json {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : { value };
  } catch {
    return text === "" ? {} : { detail: text.slice(0, 300) };
  }
}

/** problem+json as one sentence, and one line for each member that is wrong (RFC 9457). */
function describeProblem({ status, body }: ApiAnswer): string {
  const title = typeof body["title"] === "string" ? body["title"] : `HTTP ${status}`;
  const detail = typeof body["detail"] === "string" ? `: ${body["detail"]}` : "";
  const request = typeof body["request_id"] === "string" ? ` (request ${body["request_id"]})` : "";
  const errors: unknown[] = Array.isArray(body["errors"]) ? body["errors"] : [];
  const lines = errors.map((entry) => `  ${describeIssue(entry)}`);
  return [`${status} ${title}${detail}${request}`, ...lines].join("\n");
}

function describeIssue(entry: unknown): string {
  if (typeof entry !== "object" || entry === null) return String(entry);
  const path = "path" in entry && typeof entry.path === "string" && entry.path !== "" ? entry.path : "/";
  return `${path}: ${"message" in entry ? String(entry.message) : "is wrong"}`;
}
