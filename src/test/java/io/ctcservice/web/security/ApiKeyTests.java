package io.ctcservice.web.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ctcservice.codec.Location;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

@SpringBootTest(
        properties = {
            // SHA-256 of "correct horse battery staple", by sha256sum
            "ctc.security.api-keys.horse=c4bbcb1fbec99d65bf59d85c8cb62ee2db963f0fe106f483d9afa73bd4e39a8a",
            "ctc.security.allowed-origins=https://lab.example"
        })
@AutoConfigureMockMvc
class ApiKeyTests {
    private static final String KEY = "correct horse battery staple";
    private static final String REQUEST =
            "{\"utterances\": [{\"emissions\": [[0, 0]], \"labels\": [0]}], \"blank\": 1}";

    @Autowired
    private MockMvcTester mvc;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/actuator/prometheus",
                "/actuator/sbom",
                "/vocabularies",
                "/language-models",
                "/index.html/",
                "/error",
                "/v2",
                "/v2/models/ctc-loss"
            })
    void asksForAKey(String path) {
        assertThat(mvc.get().uri(path)).hasStatus(401).hasHeader("WWW-Authenticate", "Bearer");
    }

    @Test
    void asksForAKeyBeforeItReadsTheBody() {
        assertThat(mvc.post()
                        .uri("/loss")
                        .contentType(MediaType.APPLICATION_JSON)
                        .content("{not JSON"))
                .hasStatus(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/actuator/health", "/actuator/health/liveness", "/actuator/health/readiness"})
    void healthNeedsNoKey(String path) {
        assertThat(mvc.get().uri(path)).hasStatusOk();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/favicon.svg",
                "/css/base.css",
                "/js/app.js",
                "/swagger-ui/index.html",
                "/v3/api-docs",
                "/v3/api-docs.yaml"
            })
    void pagesThatAskForTheKeyNeedNone(String path) {
        assertThat(mvc.get().uri(path)).hasStatusOk();
        assertThat(mvc.head().uri(path)).hasStatusOk();
        assertThat(mvc.post().uri(path)).hasStatus(401);
    }

    @Test
    void takesTheKeyAsBearerTokenOrHeader() {
        assertThat(loss().header("Authorization", "Bearer " + KEY)).hasStatusOk();
        assertThat(loss().header("X-API-Key", KEY)).hasStatusOk();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "correct horse battery stapl",
                "horse",
                "c4bbcb1fbec99d65bf59d85c8cb62ee2db963f0fe106f483d9afa73bd4e39a8a"
            })
    void refusesWrongKeysTheHashAmongThem(String key) {
        assertThat(loss().header("X-API-Key", key)).hasStatus(401);
        assertThat(loss().header("Authorization", "Bearer " + key)).hasStatus(401);
    }

    @Test
    void letsOnlyTheConfiguredOriginsIn() {
        assertThat(loss().header("X-API-Key", KEY).header("Origin", "https://lab.example"))
                .hasStatusOk()
                .hasHeader("Access-Control-Allow-Origin", "https://lab.example");
        assertThat(loss().header("X-API-Key", KEY).header("Origin", "https://elsewhere.example"))
                .hasStatus(403);
    }

    @Test
    void readsKeysFromAFile(@TempDir Path folder) throws IOException {
        var file = Files.writeString(folder.resolve("keys"), """
                # clients
                horse: c4bbcb1fbec99d65bf59d85c8cb62ee2db963f0fe106f483d9afa73bd4e39a8a # since May
                """);

        var keys = ApiKeys.of(new Access(Map.of(), Location.of(file.toString()), List.of(), List.of()));

        assertThat(keys.clientOf(KEY)).contains("horse");
        assertThat(keys.clientOf("another")).isEmpty();
    }

    @Test
    void aKeyThatIsNotHashedStopsTheStartAndIsNotEchoed() {
        var access = new Access(Map.of("horse", "plain-key"), null, List.of(), List.of());

        assertThatThrownBy(() -> ApiKeys.of(access))
                .isInstanceOf(InvalidConfigurationPropertyValueException.class)
                .hasMessageContaining("horse")
                .hasMessageNotContaining("plain-key");
    }

    @Test
    void noKeyIsLostToAnotherOfTheSameName(@TempDir Path folder) throws IOException {
        String hash = "c4bbcb1fbec99d65bf59d85c8cb62ee2db963f0fe106f483d9afa73bd4e39a8a";
        var twice = Files.writeString(folder.resolve("twice"), "horse:" + hash + "\n# next\nhorse:" + "0".repeat(64));
        var once = Files.writeString(folder.resolve("once"), "horse:" + hash);

        assertThatThrownBy(() -> ApiKeys.of(new Access(Map.of(), Location.of(twice.toString()), List.of(), List.of())))
                .isInstanceOf(InvalidConfigurationPropertyValueException.class)
                .hasMessageContaining("line 3: \"horse\" stands twice");
        assertThatThrownBy(() -> ApiKeys.of(new Access(
                        Map.of("horse", "0".repeat(64)), Location.of(once.toString()), List.of(), List.of())))
                .isInstanceOf(InvalidConfigurationPropertyValueException.class)
                .hasMessageContaining("\"horse\" is among ctc.security.api-keys, too");
    }

    @Test
    void aFileWithoutKeysStopsTheStartAndDoesNotOpenTheServer(@TempDir Path folder) throws IOException {
        var file = Files.writeString(folder.resolve("keys"), "# horse: retired\n\n");
        var access = new Access(Map.of(), Location.of(file.toString()), List.of(), List.of());

        assertThatThrownBy(() -> ApiKeys.of(access))
                .isInstanceOf(InvalidConfigurationPropertyValueException.class)
                .hasMessageContaining("ctc.security.api-keys-file");
    }

    private MockMvcTester.MockMvcRequestBuilder loss() {
        return mvc.post().uri("/loss").contentType(MediaType.APPLICATION_JSON).content(REQUEST);
    }
}
