import { expect, it } from "vitest";
import { splitRequest } from "./pasted-request";

it("takes a whole request apart", () => {
  expect(
    splitRequest('POST /p/acme/checks HTTP/1.1\r\nHost: gateway.example\r\nDate: x\r\n\r\n{"a":\r\n1}'),
  ).toEqual({
    method: "POST",
    target: "/p/acme/checks",
    headers: "Host: gateway.example\nDate: x",
    body: '{"a":\n1}',
  });
  expect(splitRequest("get /p/acme/config\nHost: gateway.example")).toEqual({
    method: "GET",
    target: "/p/acme/config",
    headers: "Host: gateway.example",
    body: "",
  });
});

it("leaves other text alone", () => {
  expect(splitRequest("Host: gateway.example\nDate: x")).toBeNull();
  expect(splitRequest("POST /p/acme/checks")).toBeNull();
  expect(splitRequest('{"a": 1}')).toBeNull();
});
