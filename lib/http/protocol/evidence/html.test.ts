import { expect, it } from "vitest";
import { html } from "./html";

it("escapes every text, in elements and in attributes", () => {
  const text = `<a href='x' onclick="y">&`;
  expect(html`<p title="${text}">${text}</p>`.markup).toBe(
    `<p title="&lt;a href=&#39;x&#39; onclick=&quot;y&quot;&gt;&amp;">&lt;a href=&#39;x&#39; onclick=&quot;y&quot;&gt;&amp;</p>`,
  );
});

it("keeps markup of its own, lists of it, and leaves out what is absent", () => {
  const items = ["a", "<b>"].map((item) => html`<li>${item}</li>`);
  expect(html`<ul>${items}</ul>${null}${3}`.markup).toBe("<ul><li>a</li><li>&lt;b&gt;</li></ul>3");
});
