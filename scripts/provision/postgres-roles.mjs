/**
 * The database, its owner (migrations) and the runtime role, which owns nothing and so cannot escape row-level security.
 * Safe to repeat: creates what is missing and sets the passwords.
 * @param {{ adminUrl: string, ownerPassword: string, appPassword: string }} options
 */
export async function ensureRoles({ adminUrl, ownerPassword, appPassword }) {
  const sql = await connect(adminUrl);
  try {
    await ensureRole(sql, { role: "gatehouse_owner", password: ownerPassword, options: "LOGIN CREATEROLE" });
    await ensureRole(sql, { role: "gatehouse_app", password: appPassword, options: "LOGIN NOBYPASSRLS" });
    const [database] = await sql`select 1 from pg_database where datname = 'gatehouse'`;
    if (!database) await sql.unsafe("CREATE DATABASE gatehouse OWNER gatehouse_owner");
    await sql.unsafe("REVOKE ALL ON DATABASE gatehouse FROM PUBLIC");
    await sql.unsafe("GRANT CONNECT, TEMPORARY ON DATABASE gatehouse TO gatehouse_app");
  } finally {
    await sql.end();
  }
}

/**
 * Makes the runtime role on a Postgres that someone else runs, and the URL web and worker use.
 * @param {{ ownerUrl: string, appPassword: string }} options @returns {Promise<string>}
 */
export async function ensureAppRole({ ownerUrl, appPassword }) {
  const sql = await connect(ownerUrl);
  try {
    await ensureRole(sql, { role: "gatehouse_app", password: appPassword, options: "LOGIN NOBYPASSRLS" });
    const [row] = await sql`select current_database() as name`;
    await sql.unsafe(
      `GRANT CONNECT ON DATABASE "${String(row?.name).replaceAll('"', '""')}" TO gatehouse_app`,
    );
  } finally {
    await sql.end();
  }
  const url = new URL(ownerUrl);
  url.username = "gatehouse_app";
  url.password = appPassword;
  return url.href;
}

/** @param {string} url @returns {Promise<void>} rejects while the server does not answer queries */
export async function pingPostgres(url) {
  const sql = await connect(url);
  try {
    await sql`select 1`;
  } finally {
    await sql.end({ timeout: 1 });
  }
}

/** @param {string} url */
async function connect(url) {
  // Installed by `npm ci`, which runs before this is called.
  const { default: postgres } = await import("postgres");
  return postgres(url, { max: 1, connect_timeout: 5, onnotice: () => {} });
}

/**
 * @param {import("postgres").Sql} sql
 * @param {{ role: string, password: string, options: string }} wanted the password is ours and base64url, so it needs no quoting
 */
async function ensureRole(sql, { role, password, options }) {
  const [existing] = await sql`select 1 from pg_roles where rolname = ${role}`;
  const verb = existing ? "ALTER" : "CREATE";
  await sql.unsafe(`${verb} ROLE ${role} WITH ${existing ? "LOGIN" : options} PASSWORD '${password}'`);
}
