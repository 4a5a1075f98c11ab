import type { NextConfig } from "next";

const nextConfig: NextConfig = {
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
