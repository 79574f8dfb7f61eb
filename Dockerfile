# totp-kit's server. `docker build --tag totp-kit .` builds it; docs/deploy.md runs it.
# `npm run test:image` does the same steps without a Docker engine.

# What npm installs from, and nothing that changes more often.
FROM node:24-trixie-slim AS manifests
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
COPY packages/protocol/package.json packages/protocol/
COPY packages/components/package.json packages/components/
COPY packages/server/package.json packages/server/
COPY packages/console/package.json packages/console/
COPY demo/package.json demo/
COPY e2e/package.json e2e/

# What runs: the server's own dependencies, none of the tools.
FROM manifests AS production
RUN --mount=type=cache,target=/root/.npm \
    npm ci --omit=dev --workspace=packages/server --no-audit --no-fund

FROM manifests AS build
RUN --mount=type=cache,target=/root/.npm \
    npm ci --no-audit --no-fund
COPY . .
RUN node scripts/build.mjs

FROM node:24-trixie-slim
ENV NODE_ENV=production \
    HOST=0.0.0.0 \
    PORT=8787
WORKDIR /app
COPY --from=production /app/node_modules/ node_modules/
COPY --from=build /app/packages/protocol/package.json packages/protocol/
COPY --from=build /app/packages/protocol/dist/ packages/protocol/dist/
COPY --from=build /app/packages/components/package.json packages/components/
COPY --from=build /app/packages/components/dist/ packages/components/dist/
COPY --from=build /app/packages/server/package.json packages/server/
COPY --from=build /app/packages/server/dist/ packages/server/dist/
COPY --from=build /app/packages/server/static/ packages/server/static/
COPY LICENSE deploy/health-check.mjs ./
# The only folder that is written to. The number is fixed, so that files outside can be given to it.
RUN chmod 755 packages/server/dist/main.js \
    && ln -s /app/packages/server/dist/main.js /usr/local/bin/totp-kit \
    && mkdir -m 700 /data \
    && chown 10001:10001 /data
# From here the default database, ./data/totp-kit.db, lies in the volume.
WORKDIR /
USER 10001:10001
VOLUME ["/data"]
EXPOSE 8787
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s --start-interval=1s --retries=3 \
    CMD ["node", "/app/health-check.mjs"]
# docs/deploy.md, "Memory", says what the flag is for.
ENTRYPOINT ["node", "--max-semi-space-size=16", "/app/packages/server/dist/main.js"]
CMD ["serve"]
