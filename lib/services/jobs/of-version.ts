import { type SQL, sql } from "drizzle-orm";
import { checks, providerVersions } from "@/lib/db/schema";

/**
 * Whether the version that a check is pinned to is an http connector of which `what` holds. Correlated by equality alone,
 * so that Postgres reads each version once.
 */
export const isOfVersion = (what: SQL) => sql`exists (
  select 1 from ${providerVersions}
  where ${providerVersions.providerId} = ${checks.providerId} and ${providerVersions.number} = ${checks.version}
    and ${providerVersions.connector} ->> 'kind' = 'http' and ${what})`;

/** Inside `isOfVersion`: its definition has this operation. */
export const hasOperation = (name: "cancel" | "poll") =>
  sql`${providerVersions.connector} -> 'operations' -> ${sql.raw(`'${name}'`)} is not null`;
