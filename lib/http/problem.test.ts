import { describe, expect, it } from "vitest";
import { AppError, ConflictError, InvalidInputError, NotFoundError, UnavailableError } from "@/lib/errors";
import { MalformedRequestError, problemResponse, toProblem } from "./problem";

describe("problem documents", () => {
  it("carry our failures by code", () => {
    expect(toProblem(new NotFoundError("There is no provider acme."), "request-1")).toEqual({
      type: "urn:gatehouse:problem:not_found",
      title: "Not found",
      status: 404,
      detail: "There is no provider acme.",
      request_id: "request-1",
    });
    expect(toProblem(new ConflictError("taken"), "r").status).toBe(409);
    expect(toProblem(new MalformedRequestError("no JSON"), "r").status).toBe(400);
  });

  it("list what is wrong with an input", () => {
    const error = new InvalidInputError("The request is not valid.", [
      { path: "/name", message: "name is required." },
    ]);
    expect(toProblem(error, "r")).toMatchObject({
      status: 422,
      errors: [{ path: "/name", message: "name is required." }],
    });
  });

  it("say nothing of failures that are ours, whoever threw them", () => {
    for (const error of [
      new Error("password is hunter2"),
      new AppError("internal", "hunter2"),
      new AppError("misconfigured", "hunter2"),
      "hunter2",
      null,
    ]) {
      const problem = toProblem(error, "request-1");
      expect(problem).toMatchObject({ status: 500, title: "Server error" });
      expect(JSON.stringify(problem)).not.toContain("hunter2");
    }
  });

  it("are 503 with Retry-After when the database is away", () => {
    const refused = Object.assign(new Error("connect ECONNREFUSED 10.0.0.1:5432"), { code: "ECONNREFUSED" });
    const response = problemResponse(new Error("Failed query: select", { cause: refused }), "r");
    expect(response.status).toBe(503);
    expect(response.headers.get("retry-after")).toBe("5");
    expect(toProblem(new UnavailableError("Temporal is away."), "r").detail).toBe("Temporal is away.");
    expect(toProblem(refused, "r").detail).not.toContain("10.0.0.1");
  });

  it("say when to come back", () => {
    const error = new AppError("rate_limited", "Slow down.", { details: { retryAfterSeconds: 17 } });
    expect(problemResponse(error, "r").headers.get("retry-after")).toBe("17");
  });
});
