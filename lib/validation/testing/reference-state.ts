type Json = Record<string, unknown>;

/** What the reference integration remembers of a check between its calls. */
export type ReferenceCheck = {
  id: string;
  reference: string;
  demoResult: string | null;
  checkInput: Json;
  relationship: string;
  polls: number;
  readyCount: number;
  cancelled: boolean;
};

/** What it answers with. */
export type Answer = { status: number; json?: Json; text?: string; bytes?: Buffer; contentType?: string };
