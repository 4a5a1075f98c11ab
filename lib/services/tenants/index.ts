export { createTenant, CreateTenantInput } from "./create-tenant";
export { findTenant } from "./find-tenant";
