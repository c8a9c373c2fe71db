# syntax=docker/dockerfile:1
# Hangup in a container:
#
#   docker build -t hangup .
#   docker run -d --name hangup --read-only -v hangup:/data -e HANGUP_DISCORD_TOKEN hangup
#
# Everything it writes is below /data.

# The jar, by the Java it is written for.
FROM maven:3.9-eclipse-temurin-17 AS jar
WORKDIR /build
COPY pom.xml ./
COPY .mvn .mvn
COPY config/catalog config/catalog
COPY config/sources config/sources
COPY config/hangup.example.yaml config/hangup.example.yaml
COPY src/main src/main
RUN --mount=type=cache,target=/root/.m2 \
    mvn -B -q -Dmaven.test.skip=true -Djacoco.skip=true package cyclonedx:makeBom

# A runtime of the newest long-term Java with only the modules that are used.
FROM eclipse-temurin:25-jdk AS jre
COPY config/docker/modules.txt /tmp/modules.txt
RUN jlink --add-modules "$(grep -v '^#' /tmp/modules.txt | paste -sd, -)" \
    --strip-debug --no-header-files --no-man-pages --compress zip-6 --generate-cds-archive --output /jre

FROM debian:13-slim
LABEL org.opencontainers.image.title="Hangup" \
      org.opencontainers.image.description="Says why VoIP calls failed, in Discord and Telegram" \
      org.opencontainers.image.licenses="Apache-2.0"
# Charts are drawn with a font.
RUN apt-get update \
    && apt-get install -y --no-install-recommends ca-certificates fontconfig fonts-dejavu-core \
    && rm -rf /var/lib/apt/lists/* \
    && groupadd --gid 10001 hangup \
    && useradd --uid 10001 --gid 10001 --no-create-home --home-dir /data --shell /usr/sbin/nologin hangup \
    && install -d -o 10001 -g 10001 -m 0700 /data
COPY --from=jre /jre /opt/java
COPY --from=jar /build/target/hangup.jar /build/target/bom.json /app/
COPY config/docker/jvm.options config/docker/healthcheck.sh /app/
ENV PATH="/opt/java/bin:${PATH}" \
    LANG=C.UTF-8 \
    HANGUP_DATADIR=/data \
    XDG_CACHE_HOME=/data/cache
# The archive of loaded classes makes the start quick; it fits this JVM and this jar only.
WORKDIR /tmp
RUN java -XX:ArchiveClassesAtExit=/app/hangup.jsa @/app/jvm.options -jar /app/hangup.jar train \
    && test -s /app/hangup.jsa \
    && rm -rf /data/* /tmp/*
WORKDIR /data
USER 10001:10001
VOLUME /data
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s --retries=3 CMD ["/bin/bash", "/app/healthcheck.sh"]
STOPSIGNAL SIGTERM
ENTRYPOINT ["java", "-XX:SharedArchiveFile=/app/hangup.jsa", "@/app/jvm.options", "-jar", "/app/hangup.jar"]
CMD ["run"]
