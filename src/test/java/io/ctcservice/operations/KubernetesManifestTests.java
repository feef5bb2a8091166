package io.ctcservice.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.ctcservice.testing.ServiceClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalManagementPort;
import tools.jackson.databind.JsonNode;

/** Tests that the manifests fit the service and each other. Its management port is apart, as they have it. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {"management.server.port=0", "ctc.warm-up=10ms"})
final class KubernetesManifestTests {

    private final ServiceClient management;
    private final Map<String, JsonNode> manifests = new HashMap<>();

    KubernetesManifestTests(@LocalManagementPort int port) {
        this.management = new ServiceClient(port);
    }

    @BeforeEach
    void readTheManifests() throws IOException {
        for (JsonNode manifest : YamlFile.documents("src/docs/operations/kubernetes/ctc-service.yaml")) {
            manifests.put(manifest.get("kind").asString(), manifest);
        }
        assertThat(manifests)
                .containsOnlyKeys(
                        "Deployment", "Service", "PodDisruptionBudget", "HorizontalPodAutoscaler", "NetworkPolicy");
    }

    @Test
    void everyProbeIsAnsweredOnThePortThatItAsks() {
        for (String probe : new String[] {"startupProbe", "livenessProbe", "readinessProbe"}) {
            var get = container().at("/" + probe + "/httpGet");

            assertThat(get.get("port").asString()).as(probe).isEqualTo("management");
            assertThat(management.get(get.get("path").asString()).statusCode())
                    .as(probe)
                    .isEqualTo(200);
        }
        assertThat(container().at("/readinessProbe/httpGet/path").asString()).endsWith("/readiness");
        assertThat(container().at("/livenessProbe/httpGet/path").asString()).endsWith("/liveness");
    }

    @Test
    void portsAreThoseOfTheServer() throws IOException {
        assertThat(containerPort("management")).isEqualTo(environment("MANAGEMENT_SERVER_PORT"));
        assertThat(containerPort("http")).isEqualTo(serverPort());
        assertThat(manifest("Service").at("/spec/ports/0/targetPort").asString())
                .isEqualTo("http");
        var annotations = manifest("Deployment").at("/spec/template/metadata/annotations");
        assertThat(annotations.get("prometheus.io/port").asString()).isEqualTo(containerPort("management"));
        assertThat(management
                        .get(annotations.get("prometheus.io/path").asString())
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void manifestsNameEachOther() {
        var deployment = manifest("Deployment");
        var labels = deployment.at("/spec/template/metadata/labels");
        assertThat(deployment.at("/spec/selector/matchLabels")).isEqualTo(labels);
        assertThat(manifest("Service").at("/spec/selector")).isEqualTo(labels);
        assertThat(manifest("PodDisruptionBudget").at("/spec/selector/matchLabels"))
                .isEqualTo(labels);
        var scaled = manifest("HorizontalPodAutoscaler").at("/spec/scaleTargetRef");
        assertThat(scaled.get("kind")).isEqualTo(deployment.get("kind"));
        assertThat(scaled.get("name")).isEqualTo(deployment.at("/metadata/name"));
        assertThat(container().at("/volumeMounts/0/name"))
                .isEqualTo(deployment.at("/spec/template/spec/volumes/0/name"));
    }

    @Test
    void podsAreSpreadAndReachedOnlyWhereTheyListen() {
        var pod = manifest("Deployment").at("/spec/template/spec");
        var labels = manifest("Deployment").at("/spec/selector/matchLabels");
        assertThat(pod.get("topologySpreadConstraints"))
                .hasSize(2)
                .allSatisfy(constraint ->
                        assertThat(constraint.at("/labelSelector/matchLabels")).isEqualTo(labels));

        var policy = manifest("NetworkPolicy").get("spec");
        assertThat(policy.at("/podSelector/matchLabels")).isEqualTo(labels);
        assertThat(policy.get("ingress").findValues("port"))
                .extracting(JsonNode::asString)
                .containsExactly("http", "management");
        assertThat(policy.at("/ingress/1/from/0/namespaceSelector").isMissingNode())
                .isFalse();
        assertThat(policy.get("egress")).isEmpty();
    }

    @Test
    void itComputesWithTheProcessorsThatItRequests() {
        assertThat(container().at("/resources/limits/cpu").isMissingNode()).isTrue();
        assertThat(find("env", "CPU_REQUEST")
                        .at("/valueFrom/resourceFieldRef/resource")
                        .asString())
                .isEqualTo("requests.cpu");
        assertThat(environment("JAVA_TOOL_OPTIONS")).isEqualTo("-XX:ActiveProcessorCount=$(CPU_REQUEST)");
        var names = container().get("env").findValuesAsString("name");
        assertThat(names.indexOf("CPU_REQUEST")).isLessThan(names.indexOf("JAVA_TOOL_OPTIONS"));
        assertThat(container().at("/resources/requests/cpu").asString()).isEqualTo("1");
    }

    /** Kubernetes' variables for a service of this name begin as those of our settings do. */
    @Test
    void theClustersServicesAreNoVariables() {
        assertThat(manifest("Deployment")
                        .at("/spec/template/spec/enableServiceLinks")
                        .asBoolean(true))
                .isFalse();
    }

    @Test
    void aStarvedStartIsWaitedFor() throws IOException {
        int startup = container().at("/startupProbe/periodSeconds").asInt()
                * container().at("/startupProbe/failureThreshold").asInt();
        var period = Pattern.compile("--start-period=(\\d+)s").matcher(Files.readString(Path.of("Dockerfile")));

        assertThat(startup).isGreaterThanOrEqualTo(180);
        assertThat(period.find()).isTrue();
        assertThat(Integer.parseInt(period.group(1))).isGreaterThanOrEqualTo(180);
    }

    @Test
    void theScalerGoesUpAtOnceAndDownSlowly() {
        var behaviour = manifest("HorizontalPodAutoscaler").at("/spec/behavior");
        assertThat(behaviour.at("/scaleUp/stabilizationWindowSeconds").asInt(-1))
                .isZero();
        assertThat(behaviour.at("/scaleDown/stabilizationWindowSeconds").asInt())
                .isGreaterThanOrEqualTo(300);
    }

    @Test
    void dockerWaitsForWorkInFlightToo() throws IOException {
        int drained = Integer.parseInt(application()
                .at("/spring/lifecycle/timeout-per-shutdown-phase")
                .asString()
                .replace("s", ""));
        var compose = YamlFile.document("docker-compose.yml").at("/services/ctc-service/stop_grace_period");
        var timeout = Pattern.compile("docker run[^\n]*--stop-timeout (\\d+)")
                .matcher(Files.readString(Path.of("src/docs/operations/README.md")));

        assertThat(Integer.parseInt(compose.asString().replace("s", ""))).isGreaterThan(drained);
        assertThat(timeout.find()).isTrue();
        assertThat(Integer.parseInt(timeout.group(1))).isGreaterThan(drained);
    }

    @Test
    void workInFlightHasTimeToEnd() throws IOException {
        int grace = manifest("Deployment")
                .at("/spec/template/spec/terminationGracePeriodSeconds")
                .asInt();
        int before = container().at("/lifecycle/preStop/sleep/seconds").asInt();
        var phase = application().at("/spring/lifecycle/timeout-per-shutdown-phase");

        assertThat(before).isPositive();
        assertThat(grace)
                .isGreaterThan(before + Integer.parseInt(phase.asString().replace("s", "")));
    }

    @Test
    void itRunsWithAsLittleAsTheImageNeeds() throws IOException {
        var security = container().get("securityContext");
        assertThat(security.get("readOnlyRootFilesystem").asBoolean()).isTrue();
        assertThat(security.get("allowPrivilegeEscalation").asBoolean(true)).isFalse();
        assertThat(security.at("/capabilities/drop/0").asString()).isEqualTo("ALL");
        var user = manifest("Deployment").at("/spec/template/spec/securityContext/runAsUser");
        assertThat(Files.readString(Path.of("Dockerfile"))).contains("USER " + user.asInt() + ":" + user.asInt());
        assertThat(container().at("/volumeMounts/0/mountPath").asString()).isEqualTo("/tmp");
    }

    private JsonNode manifest(String kind) {
        return Objects.requireNonNull(manifests.get(kind));
    }

    private JsonNode container() {
        return manifest("Deployment").at("/spec/template/spec/containers/0");
    }

    private String containerPort(String name) {
        return find("ports", name).get("containerPort").asString();
    }

    private String environment(String name) {
        return find("env", name).get("value").asString();
    }

    private JsonNode find(String list, String name) {
        return container()
                .get(list)
                .valueStream()
                .filter(one -> one.get("name").asString().equals(name))
                .findAny()
                .orElseThrow();
    }

    private static String serverPort() throws IOException {
        return application().at("/server/port").asString();
    }

    private static JsonNode application() throws IOException {
        return YamlFile.document("src/main/resources/application.yaml");
    }
}
