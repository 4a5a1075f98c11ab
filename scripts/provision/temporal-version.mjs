/** The release of Temporal's CLI that brings the server we are tested with (Server 1.29.1). */
export const TEMPORAL_CLI_VERSION = "1.5.1";
