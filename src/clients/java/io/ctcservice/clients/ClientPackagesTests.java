package io.ctcservice.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests of what generated clients say of themselves to package managers. */
final class ClientPackagesTests {

    private static final Path CLIENTS = Path.of("target/clients");

    @Test
    void noPlaceholderAndNobodyElseIsNamed() throws IOException {
        try (var files = Files.walk(CLIENTS, 2)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                assertThat(Files.readString(file))
                        .as(file.toString())
                        .doesNotContain("GIT_USER_ID", "GIT_REPO_ID", "Unlicense", "team@", "openapitools.org");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"java/pom.xml, <version>%s</version>", "typescript/package.json, '\"version\": \"%s\"'"})
    void theirVersionIsThatOfTheProject(String file, String version) throws IOException {
        assertThat(CLIENTS.resolve(file)).content().contains(version.formatted(projectVersion()), "Apache-2.0");
    }

    @Test
    void pythonHasItsOwnWordForSnapshots() throws IOException {
        assertThat(CLIENTS.resolve("python/pyproject.toml"))
                .content()
                .contains("version = \"" + projectVersion().replace("-SNAPSHOT", ".dev0") + "\"", "Apache-2.0");
    }

    @ParameterizedTest
    @CsvSource({
        "java/src/main/java/io/ctcservice/client/ApiClient.java",
        "typescript/src/runtime.ts",
        "python/ctc_client/configuration.py"
    })
    void theyCallTheServerThatOneHasStarted(String file) {
        assertThat(CLIENTS.resolve(file)).content().contains("\"http://localhost:8080\"");
    }

    private static String projectVersion() throws IOException {
        var version = Pattern.compile("<artifactId>ctc-service</artifactId>\\s*<version>([^<]+)</version>")
                .matcher(Files.readString(Path.of("pom.xml")));
        assertThat(version.find()).isTrue();
        return version.group(1);
    }
}
