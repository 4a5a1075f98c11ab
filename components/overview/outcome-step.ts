/** One step of the chart; ISO time of its beginning. */
export type OutcomeStep = { at: string; results: number; errors: number; started: number };
