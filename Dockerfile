FROM maven:3.9-eclipse-temurin-17 AS build
WORKDIR /build
COPY . .
RUN mvn -B -ntp -DskipTests package

FROM eclipse-temurin:17-jre
# curl is for the health check below.
RUN apt-get update \
 && apt-get install --yes --no-install-recommends curl \
 && rm -rf /var/lib/apt/lists/* \
 && groupadd --system --gid 10001 oud \
 && useradd --system --uid 10001 --gid oud --home-dir /data --no-create-home --shell /usr/sbin/nologin oud \
 && install --directory --owner=oud --group=oud --mode=0700 /data
COPY --from=build /build/LICENSE /build/NOTICE /opt/oud/
COPY --from=build /build/target/lib /opt/oud/lib
COPY --from=build /build/target/oud-fhir-server.jar /opt/oud/
USER 10001:10001
# Inside a container, loopback reaches nobody; what is published to the outside is decided where the container is run. It
# starts with OUD_TLS_CERT and OUD_TLS_KEY, or with OUD_BEHIND_PROXY=true.
ENV OUD_BIND=0.0.0.0 \
    OUD_PORT=8080 \
    OUD_DATA=/data
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=5s --start-period=180s --retries=6 \
    CMD ["curl", "--fail", "--silent", "--show-error", "--output", "/dev/null", "http://127.0.0.1:8080/health/ready"]
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=75", "-XX:+ExitOnOutOfMemoryError", "-jar", "/opt/oud/oud-fhir-server.jar"]
CMD ["serve"]
