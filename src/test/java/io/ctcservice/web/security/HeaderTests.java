package io.ctcservice.web.security;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

/** Tests of the security headers of a server without keys, the default. */
@SpringBootTest
@AutoConfigureMockMvc
class HeaderTests {
    @Autowired
    private MockMvcTester mvc;

    @ParameterizedTest
    @ValueSource(strings = {"/", "/vocabularies", "/actuator/health", "/nowhere"})
    void browsersMayRunNothingButOurOwnScripts(String path) {
        assertThat(mvc.get().uri(path)).headers().satisfies(headers -> {
            assertThat(headers.getFirst("Content-Security-Policy"))
                    .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
                    .doesNotContain("unsafe");
            assertThat(headers.getFirst("X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(headers.getFirst("X-Frame-Options")).isEqualTo("DENY");
            assertThat(headers.getFirst("Referrer-Policy")).isEqualTo("no-referrer");
        });
    }

    @Test
    void foreignOriginsGetNoPermissionByDefault() {
        assertThat(mvc.get().uri("/vocabularies").header("Origin", "https://elsewhere.example"))
                .doesNotContainHeader("Access-Control-Allow-Origin");
    }

    @Test
    void setsNoCookie() {
        assertThat(mvc.get().uri("/vocabularies")).doesNotContainHeader("Set-Cookie");
    }

    @Test
    void keepsASaneRequestIdAndReplacesAnyOther() {
        assertThat(mvc.get().uri("/vocabularies").header("X-Request-Id", "abc-1"))
                .hasHeader("X-Request-Id", "abc-1");
        assertThat(mvc.get().uri("/vocabularies").header("X-Request-Id", "a b\" <x>"))
                .headers()
                .satisfies(
                        headers -> assertThat(headers.getFirst("X-Request-Id")).matches("[0-9a-f-]{36}"));
    }

    @Test
    void saysNothingOfItsInsides() {
        assertThat(mvc.get().uri("/nowhere"))
                .hasStatus(404)
                .bodyText()
                .doesNotContain("Exception", "springframework", "tomcat", "trace");
    }
}
