# wathiq as an image: the binary and nothing that builds it. It holds no configuration and no key: mount them
# (config/production.example.toml), or give settings by the environment (WATHIQ__SECTION__KEY).

FROM rust:1.95-slim-bookworm AS build
RUN apt-get update \
    && apt-get install -y --no-install-recommends gcc libc6-dev make pkg-config libpq-dev \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /source
COPY Cargo.toml Cargo.lock rust-toolchain.toml ./
COPY .cargo .cargo
COPY config config
COPY migrations migrations
COPY pdf-templates pdf-templates
COPY server server
COPY tests/Cargo.toml tests/Cargo.toml
COPY tests/src tests/src
COPY tests/it tests/it
# caches stay with the builder; the binary is copied out of them
RUN --mount=type=cache,target=/usr/local/cargo/registry \
    --mount=type=cache,target=/source/target \
    cargo build --release --locked --package wathiq \
    && install -D target/release/wathiq /out/wathiq

FROM debian:bookworm-slim
LABEL org.opencontainers.image.title="wathiq" \
      org.opencontainers.image.description="Civil-status documents: order, check, seal, deliver, verify" \
      org.opencontainers.image.licenses="Apache-2.0"
# ca-certificates: TLS to the mail relay; libpq5: PostgreSQL; tini is not needed, the binary reaps nothing
RUN apt-get update \
    && apt-get install -y --no-install-recommends ca-certificates libpq5 curl \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --home-dir /var/lib/wathiq --create-home wathiq
COPY --from=build /out/wathiq /usr/local/bin/wathiq
USER 10001:10001
WORKDIR /var/lib/wathiq
ENV WATHIQ__SERVER__BIND=0.0.0.0:8080 \
    WATHIQ__TELEMETRY__FORMAT=json
VOLUME /var/lib/wathiq
EXPOSE 8080
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s --retries=3 \
    CMD ["curl", "--fail", "--silent", "--output", "/dev/null", "http://127.0.0.1:8080/healthz"]
ENTRYPOINT ["wathiq"]
CMD ["serve"]
