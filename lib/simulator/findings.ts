/**
 * Something about an answer that PROTOCOL does not allow (`violation`) or advises against (`warning`). The
 * simulator reports and carries on as Maxsight would; it never mends silently (PROTOCOL 19.6).
 */
export type Finding = {
  severity: "violation" | "warning";
  operation: string;
  /** JSON pointer into the answer; empty for the answer as a whole. */
  path: string;
  message: string;
  /** Section of the protocol. */
  clause: string;
};

export const violation = (clause: string, path: string, message: string): Omit<Finding, "operation"> => ({
  severity: "violation",
  path,
  message,
  clause,
});

export const warning = (clause: string, path: string, message: string): Omit<Finding, "operation"> => ({
  severity: "warning",
  path,
  message,
  clause,
});
