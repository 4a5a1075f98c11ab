/**
 * What the starter of a workflow and its implementation agree on. `Input` is a phantom: it exists for the compiler,
 * so that `startWorkflow(contract, input)` refuses a wrong input and `satisfies Implements<…>` a wrong function.
 */
export type WorkflowContract<Input, Result> = {
  readonly name: string;
  readonly taskQueue: string;
  readonly workflowId: (input: Input) => string;
  /** Never set; carries `Result` for `Implements`. */
  readonly result?: Result;
};

/** The function that a workflow file must export for `Contract`. */
export type Implements<Contract> =
  Contract extends WorkflowContract<infer Input, infer Result> ? (input: Input) => Promise<Result> : never;
