export { getSimulation, listSimulations, stopSimulation, watchSimulation } from "./read-simulations";
export type { SimulatedCheck, Simulation, SimulationPlan, SimulationState } from "./run-store";
export { StartSimulationInput } from "./schemas";
export { startSimulation } from "./start-simulation";
export type { SimulatedCheckState, TraceCall, TraceMessage, TraceStep } from "./trace-step";
