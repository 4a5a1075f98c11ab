import { createHash } from "node:crypto";

/*
 * The one style of the page, inline, because the page must be whole in a single answer. The tokens are the dashboard's;
 * the theme is the system's, since nothing here can be switched.
 */
export const EVIDENCE_STYLE = `
:root{color-scheme:light dark;--bg:#fafafa;--surface:#fff;--line:#e4e4e7;--text:#18181b;--muted:#5f5f68;
--good:#15743b;--good-weak:#e8f5ec;--wait:#8a5a00;--wait-weak:#fdf3dc;--bad:#b3261e;--bad-weak:#fdecea;--none:#5f5f68;--none-weak:#f4f4f5}
@media (prefers-color-scheme:dark){:root{--bg:#0c0c0e;--surface:#131316;--line:#26262b;--text:#ededf0;--muted:#a6a6b0;
--good:#5bc686;--good-weak:#12291b;--wait:#e0a63c;--wait-weak:#2c2210;--bad:#f2857c;--bad-weak:#331614;--none:#a6a6b0;--none-weak:#1a1a1e}}
*{box-sizing:border-box}
body{margin:0;background:var(--bg);color:var(--text);font:14px/20px system-ui,sans-serif;font-variant-numeric:tabular-nums}
main{max-width:760px;margin:0 auto;padding:24px}
header,section{background:var(--surface);border:1px solid var(--line);border-radius:6px;padding:16px;margin:0 0 16px}
h1{font-size:20px;line-height:28px;margin:0 0 4px;font-weight:600}
h2{font-size:14px;line-height:20px;margin:0 0 12px;font-weight:600}
p{margin:0 0 8px}p:last-child{margin:0}
.muted{color:var(--muted)}.small{font-size:12px;line-height:16px}
.mono{font-family:ui-monospace,monospace;font-size:12px;overflow-wrap:anywhere}
.summary{font-size:16px;line-height:24px;white-space:pre-line;overflow-wrap:anywhere}
.badge{display:inline-block;padding:2px 8px;border-radius:6px;font-size:12px;line-height:16px;font-weight:600}
.good{color:var(--good);background:var(--good-weak)}.wait{color:var(--wait);background:var(--wait-weak)}
.bad{color:var(--bad);background:var(--bad-weak)}.none{color:var(--none);background:var(--none-weak)}
dl{display:grid;grid-template-columns:minmax(110px,180px) 1fr;gap:6px 16px;margin:0}
dt{color:var(--muted)}dd{margin:0;overflow-wrap:anywhere}
.scroll{overflow-x:auto}dl+.scroll{margin-top:12px}
table{border-collapse:collapse;width:100%;font-size:13px}
th{text-align:left;font-weight:500;color:var(--muted);font-size:12px}
th,td{padding:8px 12px 8px 0;border-bottom:1px solid var(--line);vertical-align:top;overflow-wrap:break-word}
tr:last-child td{border-bottom:0}
ol{list-style:none;margin:0;padding:0}
li{display:flex;gap:12px;padding:4px 0}
li::before{content:"";flex:none;width:8px;height:8px;margin-top:6px;border-radius:50%;background:var(--good)}
@media (max-width:480px){main{padding:12px}dl{grid-template-columns:1fr;gap:0}dd{margin-bottom:8px}}
`.trim();

/** How the policy names the style: no other one is applied. */
export const EVIDENCE_STYLE_HASH = `'sha256-${createHash("sha256").update(EVIDENCE_STYLE, "utf8").digest("base64")}'`;
