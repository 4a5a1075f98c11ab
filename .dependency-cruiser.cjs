/** Who may import whom (docs/decisions/0001-layers.md). The comment of a rule is the message a person reads. */
const TESTS = "\\.(test|spec)\\.tsx?$|/testing/|^e2e/";
const LIB_CORE = "^lib/(errors|ids|env)\\.ts$";

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: "no-cycles",
      comment:
        "Two files that import each other, types included, are one file in two places: extract what both need.",
      severity: "error",
      from: {},
      to: { circular: true },
    },
    {
      name: "protocol-is-pure",
      comment: "lib/protocol is the wire: zod, lib/errors and itself. No I/O, no clock, no environment.",
      severity: "error",
      from: { path: "^lib/protocol/", pathNot: TESTS },
      to: {
        pathNot: [
          "^lib/protocol/",
          "^lib/errors\\.ts$",
          "node_modules/(zod|i18n-iso-countries)/",
          "^(node:)?crypto$",
          "^(node:)?buffer$",
        ],
      },
    },
    {
      name: "simulator-knows-only-the-protocol",
      comment:
        "lib/simulator and lib/validation test any integration, so they import only lib/protocol and an HTTP client.",
      severity: "error",
      from: { path: "^lib/(simulator|validation)/", pathNot: TESTS },
      to: {
        path: "^(lib|app|components|workflows|cli)/",
        pathNot: ["^lib/(simulator|validation|protocol)/", "^lib/errors\\.ts$", "^lib/ids\\.ts$"],
      },
    },
    {
      name: "lib-knows-no-entry-point",
      comment: "lib is used by app, workflows and cli; it never reaches up into them.",
      severity: "error",
      from: { path: "^lib/", pathNot: TESTS },
      to: { path: "^(app|components|workflows|cli|e2e|scripts)/|^server\\.ts$|^proxy\\.ts$" },
    },
    {
      name: "lower-layers-know-no-services",
      comment: "db, crypto, connectors, egress and maxsight stand below services.",
      severity: "error",
      from: { path: "^lib/(db|crypto|connectors|egress|maxsight|protocol)/", pathNot: TESTS },
      to: { path: "^lib/(services|http|auth|temporal)/" },
    },
    {
      name: "connectors-hold-no-sql",
      comment: "A connector maps and calls; what is stored is the services' business.",
      severity: "error",
      from: { path: "^lib/(connectors|egress|maxsight|crypto)/", pathNot: TESTS },
      to: { path: "^lib/db/|node_modules/(drizzle-orm|postgres)/" },
    },
    {
      name: "services-know-no-framework",
      comment: "Services run in web, worker and cli alike: no Next, no auth, no Temporal client.",
      severity: "error",
      from: { path: "^lib/services/", pathNot: TESTS },
      to: { path: "^lib/(http|auth)/|^lib/temporal/(?!contract)|node_modules/(next|next-auth|@temporalio)/" },
    },
    {
      name: "services-through-their-index",
      comment: "Another entity is used through its index.ts, so that its inside can change.",
      severity: "error",
      from: { path: "^lib/services/([^/]+)/", pathNot: TESTS },
      to: { path: "^lib/services/([^/]+)/(?!index\\.ts$)", pathNot: "^lib/services/$1/" },
    },
    {
      name: "doors-use-the-index",
      comment: "Doors (app, workflows, cli, lib/http) use a service through its index.ts.",
      severity: "error",
      from: { path: "^(app|workflows|cli|lib/http|lib/auth)/", pathNot: TESTS },
      to: { path: "^lib/services/[^/]+/(?!index\\.ts$)", dependencyTypesNot: ["type-only"] },
    },
    {
      name: "next-only-at-the-door",
      comment: "Next lives in app, components, lib/http and lib/auth (and server.ts, proxy.ts).",
      severity: "error",
      from: { path: "^(lib|workflows|cli)/", pathNot: ["^lib/(http|auth)/", TESTS] },
      to: { path: "node_modules/(next|next-auth)/" },
    },
    {
      name: "app-and-workflows-never-meet",
      comment: "app and workflows meet in lib/temporal/contracts, nowhere else.",
      severity: "error",
      from: { path: "^(app|components)/" },
      to: { path: "^workflows/" },
    },
    {
      name: "workflows-know-no-app",
      comment: "workflows and app meet in lib/temporal/contracts, nowhere else.",
      severity: "error",
      from: { path: "^workflows/", pathNot: TESTS },
      to: { path: "^(app|components)/|^lib/(http|auth)/" },
    },
    {
      name: "no-sql-in-doors",
      comment: "Handlers, pages and components hold no SQL: call a service.",
      severity: "error",
      from: { path: "^(app|components|cli)/", pathNot: TESTS },
      to: { path: "^lib/db/schema/|node_modules/(drizzle-orm|postgres)/", dependencyTypesNot: ["type-only"] },
    },
    {
      name: "components-are-presentation",
      comment: "components take props and give events: no server module (types excepted).",
      severity: "error",
      from: { path: "^components/", pathNot: TESTS },
      to: { path: "^lib/(?!protocol/|ids\\.ts|errors\\.ts|format/)", dependencyTypesNot: ["type-only"] },
    },
    {
      name: "workflow-code-is-deterministic",
      comment:
        "Workflow code is replayed: only @temporalio/workflow and common, contracts, support; types of anything.",
      severity: "error",
      from: { path: "^workflows/([^/]+/workflow\\.ts|support/|index\\.ts)", pathNot: TESTS },
      to: {
        pathNot: [
          "^workflows/([^/]+/workflow\\.ts$|support/)",
          "^lib/temporal/contracts?[/.]",
          "^lib/protocol/",
          "^lib/errors\\.ts$",
          "node_modules/@temporalio/(workflow|common)/",
        ],
        dependencyTypesNot: ["type-only"],
      },
    },
    {
      name: "one-door-to-temporal",
      comment: "The Temporal client lives in lib/temporal, the worker in workflows.",
      severity: "error",
      from: { pathNot: ["^lib/temporal/", "^workflows/", "^scripts/", TESTS] },
      to: { path: "node_modules/@temporalio/", dependencyTypesNot: ["type-only"] },
    },
    {
      name: "one-way-out",
      comment:
        "Every call that leaves goes through lib/egress (the simulator and the cli are other programs).",
      severity: "error",
      from: {
        path: "^(lib|app|workflows)/",
        pathNot: ["^lib/egress/", "^lib/(simulator|validation)/", TESTS],
      },
      to: { path: "node_modules/undici/" },
    },
    {
      name: "tests-stay-in-tests",
      comment: "Production code imports no test helper.",
      severity: "error",
      from: { path: "^(app|components|lib|workflows|cli)/", pathNot: TESTS },
      to: { path: TESTS },
    },
    {
      name: "no-orphans",
      comment: "A file nobody imports is dead, or an entry point that the tool should know.",
      severity: "error",
      from: {
        orphan: true,
        pathNot: ["\\.d\\.ts$", "^app/", TESTS, "\\.config\\.(ts|mjs)$", "^proxy\\.ts$", LIB_CORE],
      },
      to: {},
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "^(\\.next|dist|\\.gatehouse)" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "node", "default", "types"],
    },
  },
};
