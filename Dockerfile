# docker build -t ctc-service .
# docker run --rm -p 127.0.0.1:8080:8080 --stop-timeout 40 ctc-service [--<setting>=<value> ...]; --help lists the settings
# Needs nothing but Docker: the jar is built inside, the Java runtime is cut down to the modules it uses.

FROM maven:3.9-eclipse-temurin-25 AS build
WORKDIR /build
# the dependencies change less often than the code: this layer is kept until the pom changes.
# It only saves time: what it does not foresee is fetched with the code below.
COPY pom.xml .
RUN mvn -B -ntp -q dependency:go-offline >/dev/null 2>&1 || true
COPY LICENSE .
COPY src/main src/main
# the commit, for /actuator/info: as --build-arg COMMIT=... says, else what is checked out (the pattern: there may be no .git)
COPY pom.xml .gi[t] git/
ARG COMMIT=
RUN head=$(cat git/HEAD 2>/dev/null || true); ref=${head#ref: }; \
    [ "$ref" = "$head" ] || head=$(cat "git/$ref" 2>/dev/null || sed -n "s| $ref\$||p" git/packed-refs 2>/dev/null || true); \
    commit=${COMMIT:-$head}; [ -z "$commit" ] \
    || printf 'git.commit.id.full=%s\ngit.commit.id.abbrev=%.7s\n' "$commit" "$commit" > src/main/resources/git.properties
RUN mvn -B -ntp -q -DskipTests -Dspotless.check.skip -Dassembly.skipAssembly package \
    && java -Djarmode=tools -jar target/ctc-service-*.jar extract --layers --destination layers \
    && mv layers/application/ctc-service-*.jar layers/application/ctc-service.jar
# ONNX Runtime brings native libraries for five platforms: that of this one is enough, and unpacked, since /tmp may not allow to
# map code
RUN case "$(uname -m)" in aarch64) platform=linux-aarch64 ;; *) platform=linux-x64 ;; esac; \
    library=$(ls "$PWD"/layers/dependencies/lib/onnxruntime-*.jar) && mkdir -p onnxruntime layers/native && cd onnxruntime \
    && jar xf "$library" && mv ai/onnxruntime/native/$platform/*.so ../layers/native/ && rm -r ai/onnxruntime/native \
    && jar cfM "$library" .

FROM eclipse-temurin:25-jdk AS runtime
# jlink links from the JDK it runs on and checks its files: where an image maker left out the man pages
# or added certificates, empty pages and --ignore-modified-runtime let it go on
RUN cd "$JAVA_HOME" && mkdir -p man/man1 && for tool in bin/*; do \
        page="man/man1/${tool#bin/}.1"; [ -e "$page" ] || touch "$page"; \
    done
COPY src/image/LinkRuntime.java .
# the modules: by jdeps over all libraries; and the Vector API, zip file systems, jcmd for a look inside.
# The options: what --add-modules=jdk.incubator.vector would set, and an archived module graph does not; and the heap, such that
# JAVA_TOOL_OPTIONS can say another. 44 % of the memory for it: in 512 MB the rest takes 270 at most, the networks of the jar included.
# 32 MB of it at first: in less, what the AOT cache holds of the heap would not fit, and Java would not start
RUN java --add-modules jdk.jlink --add-exports jdk.jlink/jdk.tools.jlink.plugin=ALL-UNNAMED \
        --add-exports jdk.jlink/jdk.tools.jlink.internal=ALL-UNNAMED LinkRuntime.java --resolve-vectors --add-options \
"-XX:+UnlockExperimentalVMOptions -XX:+EnableVectorSupport -XX:+EnableVectorReboxing -XX:+EnableVectorAggressiveReboxing \
-Xms32m -XX:MaxRAMPercentage=44" \
        --ignore-modified-runtime --no-header-files --no-man-pages --generate-cds-archive --output /runtime --add-modules \
java.base,java.compiler,java.desktop,java.instrument,java.management,java.naming,java.net.http,java.prefs,java.scripting,\
java.security.jgss,java.sql,jdk.crypto.ec,jdk.incubator.vector,jdk.jcmd,jdk.jfr,jdk.management,jdk.unsupported,jdk.zipfs

FROM debian:bookworm-slim AS trained
ENV LANG=C.UTF-8 PATH=/opt/java/bin:$PATH
COPY --from=runtime /runtime /opt/java
WORKDIR /opt/ctc-service
COPY --from=build /build/layers/dependencies/ ./
COPY --from=build /build/layers/snapshot-dependencies/ ./
COPY --from=build /build/layers/application/ ./
COPY --from=build /build/layers/native/ native/
# the vector kernels are compiled after a tenth of the calls that other code takes: requests run in plain loops until then
COPY src/image/compile-commands ./
# starts once, until it is warm: what was loaded and run then, later starts read from a file (ADR 0010).
# Java and libraries must be the same, at the same place and of the same date, or the file is passed over.
RUN java --enable-native-access=ALL-UNNAMED -XX:G1HeapRegionSize=8m -XX:CompileCommandFile=compile-commands \
        -Donnxruntime.native.path=/opt/ctc-service/native -XX:AOTCacheOutput=ctc-service.aot -jar ctc-service.jar \
        --ctc.warm-up-then-exit=true >/dev/null 2>&1; test -s ctc-service.aot

FROM debian:bookworm-slim
LABEL org.opencontainers.image.title="ctc-service" \
      org.opencontainers.image.description="Everything around the CTC lattice, over HTTP" \
      org.opencontainers.image.licenses="Apache-2.0"
# two arenas: with glibc's sixteen, memory that is free in one and wanted in another takes 30 MB more
ENV LANG=C.UTF-8 PATH=/opt/java/bin:$PATH SERVER_ADDRESS=0.0.0.0 MALLOC_ARENA_MAX=2
COPY --from=runtime /runtime /opt/java
WORKDIR /opt/ctc-service
# one image layer each, the least changing first
COPY --from=build /build/layers/dependencies/ ./
COPY --from=build /build/layers/snapshot-dependencies/ ./
COPY --from=build /build/layers/native/ native/
COPY --from=build /build/layers/application/ ./
COPY src/image/compile-commands ./
COPY --from=trained /opt/ctc-service/ctc-service.aot ./
# the only folder that is written to, so that the root file system may be read-only
VOLUME /tmp
USER 65532:65532
EXPOSE 8080
# bash speaks TCP itself, so neither curl nor a second JVM is needed. A start takes seconds, on a starved machine minutes:
# as long as it does not count as failed, and once it has answered it is healthy at once. Ports and path are those of variables:
# it does not see settings behind the image's name
HEALTHCHECK --interval=10s --timeout=5s --start-period=240s --start-interval=1s --retries=3 CMD ["bash", "-c", \
    "base=${SERVER_SERVLET_CONTEXTPATH:-$SERVER_SERVLET_CONTEXT_PATH}; base=${base%/}; [ -z \"$MANAGEMENT_SERVER_PORT\" ] || base=; exec 3<>/dev/tcp/127.0.0.1/${MANAGEMENT_SERVER_PORT:-${SERVER_PORT:-8080}} && printf 'GET %s/actuator/health/readiness HTTP/1.0\\r\\n\\r\\n' \"$base\" >&3 && read -r _ status _ <&3 && [ \"$status\" = 200 ]"]
# large regions, where there is memory enough for G1: else it would start a cycle for every few matrices.
# The AOT cache stays at the address it was written for: moved elsewhere, all of its 94 MB would be copied.
ENTRYPOINT ["java", "--enable-native-access=ALL-UNNAMED", "-XX:G1HeapRegionSize=8m", "-XX:CompileCommandFile=compile-commands", \
    "-Donnxruntime.native.path=/opt/ctc-service/native", "-XX:AOTCache=ctc-service.aot", "-XX:+UnlockDiagnosticVMOptions", "-XX:ArchiveRelocationMode=0", \
    "-XX:-UsePerfData", "-jar", "ctc-service.jar"]
