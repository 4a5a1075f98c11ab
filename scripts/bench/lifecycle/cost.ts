import { Client, Connection } from "@temporalio/client";

/** What one check costs the engine. */
export type Cost = {
  events: number;
  workflowTasks: number;
  activities: number;
  localActivities: number;
  signals: number;
  updates: number;
};

/** EventType numbers of temporal.api.enums.v1. */
const EVENT = {
  workflowTaskCompleted: 7,
  activityScheduled: 10,
  signaled: 26,
  marker: 25,
  updateAccepted: 41,
};

/** Counts the history of the newest check of this workflow type that has ended. */
export async function readCost(address: string, workflowType: string): Promise<Cost> {
  const connection = await Connection.connect({ address });
  try {
    const client = new Client({ connection });
    const query = `WorkflowType = '${workflowType}' and ExecutionStatus = 'Completed'`;
    for await (const { workflowId, runId } of client.workflow.list({ query })) {
      const { events } = await client.workflow.getHandle(workflowId, runId).fetchHistory();
      const types = (events ?? []).map(({ eventType }) => Number(eventType));
      const count = (type: number): number => types.filter((each) => each === type).length;
      // A late wake starts a run of its own, which only looks and ends.
      if (count(EVENT.activityScheduled) === 0) continue;
      return {
        events: types.length,
        workflowTasks: count(EVENT.workflowTaskCompleted),
        activities: count(EVENT.activityScheduled),
        localActivities: count(EVENT.marker),
        signals: count(EVENT.signaled),
        updates: count(EVENT.updateAccepted),
      };
    }
    throw new Error(`No ${workflowType} has ended.`);
  } finally {
    await connection.close();
  }
}
