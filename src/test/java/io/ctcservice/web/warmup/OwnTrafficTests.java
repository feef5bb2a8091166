package io.ctcservice.web.warmup;

import static org.assertj.core.api.Assertions.assertThat;

import io.ctcservice.CtcServiceApplication;
import io.ctcservice.testing.ServiceClient;
import io.ctcservice.web.overload.Cancellable;
import io.ctcservice.web.overload.Computations;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

/** Tests of the requests that the service makes to itself, as the service may be set up. */
@ExtendWith(OutputCaptureExtension.class)
@Timeout(120)
final class OwnTrafficTests {

    /** SHA-256 of "correct horse battery staple", by sha256sum. */
    private static final String KEY =
            "--ctc.security.api-keys.horse=c4bbcb1fbec99d65bf59d85c8cb62ee2db963f0fe106f483d9afa73bd4e39a8a";

    private static final String PASSWORD = "changeit";

    private static final Set<String> TIMERS =
            Set.of("ctc.forward", "ctc.forward.cells", "ctc.decode", "ctc.align", "http.server.requests");

    @TempDir
    private Path folder;

    @Test
    void everyKindIsAnswered(CapturedOutput output) {
        try (var service = start()) {
            assertThat(converse(service)).isTrue();
            assertThat(output)
                    .contains("/loss of application/json: 200", "/loss of multipart/form-data; boundary=warm-up: 200");
            assertThat(output).doesNotContainPattern("of (application|multipart)/.*: [345]");
        }
    }

    @Test
    void keysTlsAndPathsAreNoObstacle(CapturedOutput output) throws Exception {
        try (var service = start(tls(KEY, "--server.servlet.context-path=/ctc"))) {
            assertThat(converse(service)).isTrue();
            assertThat(output).contains("/align of application/json: 200");
            assertThat(output).doesNotContainPattern("of (application|multipart)/.*: [345]");
        }
    }

    @Test
    void aPortThatWantsCertificatesIsLeftAlone() throws Exception {
        var trusted = Path.of(System.getProperty("java.home"), "lib", "security", "cacerts");
        try (var service = start(tls("--server.ssl.client-auth=need", "--server.ssl.trust-store=" + trusted))) {
            assertThat(converse(service)).isFalse();
        }
    }

    @Test
    void nothingIsMeasuredOrLogged() throws IOException {
        var logs = folder.resolve("logs");
        try (var service = start(
                "--server.tomcat.accesslog.enabled=true",
                "--server.tomcat.accesslog.buffered=false",
                "--server.tomcat.accesslog.directory=" + logs)) {
            var client = new ServiceClient(port(service));
            client.ask("/loss", ServiceClient.example("loss")); // of a client
            var before = measured(service);

            assertThat(converse(service)).isTrue();

            assertThat(measured(service)).isEqualTo(before);
            assertThat(before).contains("ctc.forward=1", "http.server.requests=1");
        }
        try (var files = Files.list(logs)) {
            assertThat(files.toList())
                    .singleElement()
                    .satisfies(log -> assertThat(Files.readAllLines(log)).hasSize(1)); // the client's
        }
    }

    @Test
    void sendsNothingWhileClientsDo(CapturedOutput output) {
        try (var service = start();
                var conversation =
                        service.getBean(OwnTraffic.class).with(service).orElseThrow()) {
            var client = new ServiceClient(port(service));
            client.ask("/loss", ServiceClient.example("loss"));

            assertThat(conversation.go()).isTrue();
            assertThat(output).doesNotContain("of application/json: 200");

            assertThat(conversation.go()).isTrue(); // no client since
            assertThat(output).contains("of application/json: 200");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/actuator/health/readiness", "/actuator/health", "/v2/health/ready", "/actuator/prometheus"})
    void probesAndScrapesAreNoClients(String path, CapturedOutput output) {
        try (var service = start();
                var conversation =
                        service.getBean(OwnTraffic.class).with(service).orElseThrow()) {
            var client = new ServiceClient(port(service));
            assertThat(client.send(client.request(path)).statusCode()).isEqualTo(200);

            assertThat(conversation.go()).isTrue();
            assertThat(output).contains("of application/json: 200");
        }
    }

    @Test
    void needsNoPermitOfAClients(CapturedOutput output) {
        try (var service = start("--ctc.overload.computations=1", "--ctc.overload.max-wait=0s")) {
            boolean isAnswered = service.getBean(Computations.class)
                    .run(new Cancellable(), () -> converse(service)); // has the only one

            assertThat(isAnswered).isTrue();
            assertThat(output).contains("/loss of application/json: 200").doesNotContain(": 503");
        }
    }

    @Test
    void nobodyElsePassesForTheServiceAndItselfNoMoreOnceItIsWarm() {
        try (var service = start(KEY)) {
            var client = new ServiceClient(port(service));
            var secret =
                    Objects.requireNonNull(service.getBean(OwnRequests.class).value());
            assertThat(vocabularies(client, "0".repeat(64))).isEqualTo(401);
            assertThat(vocabularies(client, secret)).isEqualTo(200);

            service.getBean(OwnTraffic.class).with(service).orElseThrow().close();

            assertThat(vocabularies(client, secret)).isEqualTo(401);
        }
    }

    private static int vocabularies(ServiceClient client, String secret) {
        return client.send(client.request("/vocabularies").header(OwnRequests.HEADER, secret))
                .statusCode();
    }

    private static boolean converse(ConfigurableApplicationContext service) {
        var conversation = service.getBean(OwnTraffic.class).with(service).orElseThrow();
        return conversation.first() && conversation.go();
    }

    private static List<String> measured(ConfigurableApplicationContext service) {
        var timers = new ArrayList<String>();
        service.getBean(MeterRegistry.class).forEachMeter(meter -> {
            String name = meter.getId().getName();
            long count = Math.round(meter.measure().iterator().next().getValue());
            if (count > 0 && TIMERS.contains(name)) {
                timers.add(name + "=" + count);
            }
        });
        timers.sort(null);
        return timers;
    }

    private static ConfigurableApplicationContext start(String... more) {
        var arguments = new ArrayList<>(
                List.of("--server.port=0", "--ctc.warm-up=0s", "--logging.level.io.ctcservice.web.warmup=debug"));
        arguments.addAll(List.of(more));
        return new SpringApplicationBuilder(CtcServiceApplication.class).run(arguments.toArray(String[]::new));
    }

    private static int port(ConfigurableApplicationContext service) {
        return service.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    /** Returns settings of a port with TLS, by a certificate that nobody has signed, and {@code more}. */
    private String[] tls(String... more) throws IOException, InterruptedException {
        var store = folder.resolve("keys.p12");
        var keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
        var made = new ProcessBuilder(
                        keytool.toString(),
                        "-genkeypair",
                        "-alias",
                        "own",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=nobody",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        PASSWORD)
                .inheritIO()
                .start();
        assertThat(made.waitFor()).isZero();
        var settings = new ArrayList<>(
                List.of("--server.ssl.key-store=" + store, "--server.ssl.key-store-password=" + PASSWORD));
        settings.addAll(List.of(more));
        return settings.toArray(String[]::new);
    }
}
