export * from "./audit";
export * from "./checks";
export * from "./columns";
export * from "./operations";
export * from "./providers";
export * from "./tenants";
export * from "./traffic";
