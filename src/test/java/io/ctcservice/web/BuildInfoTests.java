package io.ctcservice.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.ctcservice.testing.ServiceClient;
import io.ctcservice.testing.ServiceTest;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Tests of the build information in {@code /actuator/info}. */
@ServiceTest
final class BuildInfoTests {

    private final ServiceClient service;

    BuildInfoTests(@LocalServerPort int port) {
        this.service = new ServiceClient(port);
    }

    @Test
    void theVersionIsNamed() {
        var info = ServiceClient.json(service.get("/actuator/info").body());

        assertThat(info.at("/build/version").asString()).matches("\\d+\\.\\d+\\.\\d+.*");
        assertThat(info.at("/build/artifact").asString()).isEqualTo("ctc-service");
    }

    @Test
    void theCommitIsNamedWhereItWasBuiltInAClone() {
        assumeTrue(getClass().getResource("/git.properties") != null, "skipped: not built in a clone");
        var info = ServiceClient.json(service.get("/actuator/info").body());

        assertThat(info.at("/git/commit/id/full").asString()).matches("[0-9a-f]{40}");
        assertThat(info.get("git").propertyNames()).containsExactly("commit");
    }
}
