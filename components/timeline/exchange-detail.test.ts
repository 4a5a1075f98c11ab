import { describe, expect, it } from "vitest";
import { curlOf, timingText, type ExchangeDetail } from "./exchange-detail";

const detail: ExchangeDetail = {
  method: "POST",
  url: "https://api.acme.test/checks",
  request: {
    startLine: "POST /checks HTTP/1.1",
    headers: [
      ["Content-Type", "application/json"],
      ["Authorization", "Bearer ••••"],
    ],
    body: `{"name":"O'Neil"}`,
    size: 17,
    remark: null,
  },
  response: null,
  failure: null,
  status: 201,
  durationMs: 80.6,
  timings: { connect: 12.2, "first byte": 64 },
};

describe("copy as curl", () => {
  it("quotes for a shell and leaves credentials out", () => {
    expect(curlOf(detail)).toBe(
      [
        `curl -X POST 'https://api.acme.test/checks' \\`,
        `  -H 'Content-Type: application/json' \\`,
        String.raw`  --data-raw '{"name":"O'\''Neil"}'`,
      ].join("\n"),
    );
  });
});

describe("timings", () => {
  it("say how the time was spent", () => {
    expect(timingText(detail)).toBe("81 ms (connect 12, first byte 64)");
    expect(timingText({ ...detail, timings: {} })).toBe("81 ms");
    expect(timingText({ ...detail, durationMs: null })).toBeNull();
  });
});
