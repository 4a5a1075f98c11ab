/** What a run is asked to do, as the command line says it. */
export type CommandPlan = {
  url: string;
  demoResult: string | null;
  hasInput: boolean;
  hasCredentials: boolean;
  checks: number;
  timeScale: number;
  deadlineSeconds: number;
  faults: readonly string[];
  /** Where callbacks arrive, when the port is known. */
  port: number | null;
};

const COMMAND_DEADLINE_SECONDS = 900;
const PLAIN = /^[\w@%+=:,./-]+$/;

const quoted = (text: string): string =>
  PLAIN.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;

/** The same run as a `gatehouse simulate` command. The secret is left to the shell: it is never written down here. */
export function simulateCommand(plan: CommandPlan): string {
  const flags = [
    `simulate ${quoted(plan.url)}`,
    '--secret "$SECRET"',
    plan.demoResult === null ? "--live" : `--demo ${quoted(plan.demoResult)}`,
    ...(plan.hasInput ? ["--input input.json"] : []),
    ...(plan.hasCredentials ? ["--credentials credentials.json"] : []),
    ...(plan.checks === 1 ? [] : [`--checks ${plan.checks}`]),
    ...(plan.timeScale === 1 ? [] : [`--time-scale ${plan.timeScale}`]),
    ...(plan.deadlineSeconds === COMMAND_DEADLINE_SECONDS ? [] : [`--deadline ${plan.deadlineSeconds}`]),
    ...(plan.port === null ? [] : [`--port ${plan.port}`]),
    ...plan.faults.map((fault) => `--fault ${quoted(fault)}`),
  ];
  return `npm run -s gatehouse -- ${flags.join(" \\\n  ")}`;
}
