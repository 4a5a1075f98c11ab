export { createTenant, CreateTenantInput, type Tenant } from "./create-tenant";
export { findTenant } from "./find-tenant";
