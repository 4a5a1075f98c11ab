/** When the session of a token began, epoch ms; 0 for one from before that was kept. */
export function beganAtMsOf(token: Readonly<Record<string, unknown>>): number {
  const { beganAtMs } = token;
  return typeof beganAtMs === "number" ? beganAtMs : 0;
}
