export { guardedTransport } from "./guarded-transport";
export { callsMaxsight, canCallLoopback } from "./loopback";
export { openOwnMaxsight, type OwnMaxsight } from "./open-own-maxsight";
