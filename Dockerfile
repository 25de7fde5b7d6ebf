# A JDK builds, and a JRE of the very same build runs: the AOT cache fits only the Java that made it.
#
#   docker build -t hpc-mcp .
#   docker run -i --rm hpc-mcp                                    # stdio, the way agents start it
#   docker run --rm -p 8848:8848 -v ./config.yml:/home/hpc/.config/hpc-mcp/config.yml:ro hpc-mcp http
#
# For http the configuration says "host: 0.0.0.0"; tokens come in as ${ENV} or ${file:PATH}, never into the image.
# Without an engine, dev/check-dockerfile carries these steps out.

FROM eclipse-temurin:25.0.3_9-jdk-noble AS build
WORKDIR /build
COPY . .
RUN ./mvnw -q -DskipTests -Dspotless.check.skip=true package -pl tools-spec,server

FROM eclipse-temurin:25.0.3_9-jre-noble
LABEL org.opencontainers.image.title="hpc-mcp" \
      org.opencontainers.image.description="One MCP server through which AI agents run work on HPC systems" \
      org.opencontainers.image.licenses="Apache-2.0"
RUN useradd --create-home --uid 10001 --shell /usr/sbin/nologin hpc
WORKDIR /opt/hpc-mcp
COPY --from=build /build/hpc-mcp ./
COPY --from=build /build/.mvn/jdk.sh .mvn/
COPY --from=build /build/server/target/app server/target/app
# The first start makes the cache; it belongs to root, so that no container can change it.
RUN ln -s /opt/hpc-mcp/hpc-mcp /usr/local/bin/hpc-mcp \
    && hpc-mcp stdio </dev/null \
    && test -s server/target/app/hpc-mcp-*.aot \
    && rm -rf /root/.local /tmp/*
USER hpc
WORKDIR /home/hpc
EXPOSE 8848
# Over stdio there is nothing to ask; over http the platform asks /health/live.
HEALTHCHECK NONE
ENTRYPOINT ["hpc-mcp"]
CMD ["stdio"]
