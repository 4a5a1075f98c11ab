/*
 * One provider per check template, with the demo connector: what a new instance shows and what the first simulated
 * checks run against. The companies are made up.
 */

/** Where the simulator of the printed command listens; the seeded keys send their callbacks there. */
export const SIMULATOR_PORT = 4455;

export type DemoProvider = { slug: string; name: string; config: Record<string, unknown> };

const EUROPE_AND_US = ["GBR", "IRL", "DEU", "FRA", "NLD", "ESP", "ITA", "POL", "SWE", "USA", "CAN", "ARE"];

const API_CREDENTIALS = {
  fields: [
    { type: "string", name: "account_id", label: "Account ID" },
    { type: "password", name: "api_key", label: "API key" },
  ],
};

const IDENTITY: DemoProvider = {
  slug: "acme-identity",
  name: "Acme Identity",
  config: {
    check_type: "IDENTITY_CHECK",
    check_template: { type: "ONE_TIME_SYNCHRONOUS", timeout: 60 },
    pricing: { supports_reselling: false, maximum_cost: 0 },
    supported_countries: EUROPE_AND_US,
    credentials: API_CREDENTIALS,
    config: {
      fields: [
        {
          type: "integer",
          name: "minimum_matches",
          label: "Sources that must match",
          subtext: "How many independent databases have to confirm a person",
          default: 2,
          min_value: 1,
          max_value: 4,
        },
        {
          type: "boolean",
          name: "check_mortality",
          label: "Search death registers",
          subtext: "Reports a person who is recorded as deceased",
          default: true,
        },
      ],
    },
  },
};

const DOCUMENTS: DemoProvider = {
  slug: "northwind-documents",
  name: "Northwind Documents",
  config: {
    check_type: "DOCUMENT_FETCH",
    check_template: { type: "ONE_TIME_CALLBACK", request_timeout: 60, callback_timeout: 240 },
    pricing: { supports_reselling: false, maximum_cost: 0 },
    supported_countries: EUROPE_AND_US,
    credentials: API_CREDENTIALS,
    config: {
      fields: [
        {
          type: "set",
          name: "document_categories",
          label: "Documents to fetch",
          subtext: "Which kinds of documents are copied from the vault",
          options: [
            { label: "Proof of identity", value: "PROOF_OF_IDENTITY" },
            { label: "Proof of address", value: "PROOF_OF_ADDRESS" },
          ],
          default: ["PROOF_OF_IDENTITY"],
        },
        {
          type: "boolean",
          name: "include_images",
          label: "Fetch the images",
          subtext: "Without them only the extracted data is returned",
          default: true,
        },
      ],
    },
  },
};

const SCREENING: DemoProvider = {
  slug: "sentinel-screening",
  name: "Sentinel Screening",
  config: {
    check_type: "PEPS_AND_SANCTIONS_SCREEN",
    check_template: {
      type: "ONE_TIME_POLLING",
      polling_strategy: { type: "UNIFORM", initial_interval: 5, polling_interval: 10, max_polls: 60 },
    },
    pricing: { supports_reselling: false, maximum_cost: 0 },
    supported_countries: EUROPE_AND_US,
    supported_features: ["PEPS", "SANCTIONS", "ADVERSE_MEDIA"],
    credentials: API_CREDENTIALS,
    config: {
      fields: [
        {
          type: "integer",
          name: "match_threshold",
          label: "Name similarity in percent",
          subtext: "Hits below it are left out",
          default: 85,
          min_value: 60,
          max_value: 100,
        },
        {
          type: "MultiSelect",
          name: "profile",
          label: "Screening profile",
          options: [
            { label: "All lists", value: "all" },
            { label: "Sanctions only", value: "sanctions" },
          ],
          default: null,
        },
      ],
    },
  },
};

const COMPANY: DemoProvider = {
  slug: "ledger-company-data",
  name: "Ledger Company Data",
  config: {
    check_type: "COMPANY_DATA",
    check_template: { type: "MONITORED_CALLBACK", request_timeout: 60, callback_timeout: 240 },
    pricing: { supports_reselling: false, maximum_cost: 0 },
    supported_countries: EUROPE_AND_US,
    supported_features: ["COMPANY_SEARCH"],
    credentials: API_CREDENTIALS,
    config: {
      fields: [
        {
          type: "boolean",
          name: "include_shareholders",
          label: "Include shareholders",
          subtext: "Adds owners and their shares to the company's data",
          default: true,
        },
        {
          type: "number",
          name: "ownership_threshold",
          label: "Smallest share in percent",
          subtext: "Owners below it are left out",
          default: 25,
          min_value: 0,
          max_value: 100,
        },
      ],
    },
  },
};

/** The callback provider first: it shows both legs of a check, so it is the one to try first. */
export const DEMO_PROVIDERS: readonly DemoProvider[] = [DOCUMENTS, IDENTITY, SCREENING, COMPANY];
