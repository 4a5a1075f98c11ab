import type { NextConfig } from "next";

const isDevelopment = process.env.NODE_ENV === "development";

/*
 * What a page may load and who may show it: nothing from elsewhere, nobody. Next writes its data into inline scripts, so
 * those are allowed; a nonce for each would make every page wait for the proxy.
 */
const CONTENT_SECURITY_POLICY = [
  "default-src 'self'",
  `script-src 'self' 'unsafe-inline'${isDevelopment ? " 'unsafe-eval'" : ""}`,
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self' data:",
  `connect-src 'self'${isDevelopment ? " ws:" : ""}`,
  "object-src 'none'",
  "frame-src 'none'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
  "form-action 'self'",
].join("; ");

const SECURITY_HEADERS = [
  { key: "content-security-policy", value: CONTENT_SECURITY_POLICY },
  { key: "x-content-type-options", value: "nosniff" },
  { key: "x-frame-options", value: "DENY" },
  // Addresses of the console name tenants, checks and providers.
  { key: "referrer-policy", value: "same-origin" },
  { key: "permissions-policy", value: "camera=(), microphone=(), geolocation=(), payment=(), usb=()" },
  { key: "cross-origin-opener-policy", value: "same-origin" },
];

const nextConfig: NextConfig = {
  // Maxsight may show evidence in a frame of its own: /p/ and /hooks/ say what holds for them themselves.
  headers: async () => [{ source: "/((?!p/|hooks/).*)", headers: SECURITY_HEADERS }],
  // Maxsight's registered URL ends in "/" and must answer 200 itself, with or without it (PROTOCOL 5).
  skipTrailingSlashRedirect: true,
  poweredByHeader: false,
  // `npm run typecheck` has checked them, tests included; doing it again would triple the time of the first start.
  typescript: { ignoreBuildErrors: true },
  // Without this list the build silently bundles gRPC and native modules into the server chunks.
  serverExternalPackages: [
    "@temporalio/client",
    "@temporalio/common",
    "@temporalio/proto",
    "@node-rs/argon2",
    "pino",
    "postgres",
    "undici",
    "jsonata",
  ],
};

export default nextConfig;
