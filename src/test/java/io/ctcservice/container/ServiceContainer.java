package io.ctcservice.container;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.HostConfig;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.DockerImageName;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The service in a container as it should be run: read-only root file system, no capabilities, 512 MB, two processors.
 */
final class ServiceContainer extends GenericContainer<ServiceContainer> {
    static final long MEMORY = 512L << 20;

    private static final int PORT = 8080;
    private static final JsonMapper JSON = new JsonMapper();

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(60)).build();

    ServiceContainer() {
        super(DockerImageName.parse(ServiceImage.name()));
        withExposedPorts(PORT);
        withCreateContainerCmdModifier(command -> locked(Objects.requireNonNull(command.getHostConfig())));
        waitingFor(Wait.forHealthcheck().withStartupTimeout(Duration.ofMinutes(3)));
    }

    private static void locked(HostConfig host) {
        host.withReadonlyRootfs(true)
                .withCapDrop(Capability.ALL)
                .withSecurityOpts(List.of("no-new-privileges"))
                .withMemory(MEMORY)
                .withMemorySwap(MEMORY)
                .withNanoCPUs(2_000_000_000L);
    }

    /** Has health and metrics on a port of their own, as the image's health check then finds them. */
    ServiceContainer withManagementPort(int port) {
        return withEnv("MANAGEMENT_SERVER_PORT", Integer.toString(port)).withExposedPorts(PORT, port);
    }

    HttpResponse<String> get(String path) {
        return send(request(path).GET().build());
    }

    HttpResponse<String> post(String path, Object body) {
        return postText(path, JSON.writeValueAsString(body));
    }

    HttpResponse<String> postText(String path, String body) {
        return send(request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    int port() {
        return getMappedPort(PORT);
    }

    /** Returns the body of the answer, which must be a 200. */
    JsonNode answer(String path, Object body) {
        var response = post(path, body);
        assertThat(response.statusCode()).as("%s: %s", path, response.body()).isEqualTo(200);
        return JSON.readTree(response.body());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://%s:%d%s".formatted(getHost(), getMappedPort(PORT), path)))
                .timeout(Duration.ofSeconds(60));
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError("%s %s: %s\n%s".formatted(request.method(), request.uri(), e, getLogs()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
