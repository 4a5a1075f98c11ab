import { expect, it } from "vitest";
import { parseHeaders, parseRawRequest, pathOf } from "./raw-request";

it("reads a pasted request, with the newline that an editor added", () => {
  const text =
    'POST https://example.com/p/acme/checks?x=1 HTTP/1.1\r\nHost: example.com\r\nContent-Length: 9\r\n\r\n{"id":\n1}\n';
  const request = parseRawRequest(text);
  expect(request).toEqual({
    method: "POST",
    target: "/p/acme/checks?x=1",
    headers: { host: ["example.com"], "content-length": ["9"] },
    body: Buffer.from('{"id":\n1}'),
  });
});

it("keeps a body whose length nobody said", () => {
  expect(parseRawRequest("POST / HTTP/1.1\n\nabc\n\ndef\n").body.toString()).toBe("abc\n\ndef\n");
});

it("keeps repeated headers apart", () => {
  expect(parseHeaders(["Authorization: a", "authorization: b"])).toEqual({ authorization: ["a", "b"] });
});

it.each(["", "POST"])("refuses %j", (text) => {
  expect(() => parseRawRequest(text)).toThrow("The first line of the request must read like");
});

it("takes a path as it is", () => {
  expect(pathOf("/p/a%2Fb/?q")).toBe("/p/a%2Fb/?q");
});
