package io.ctcservice.web.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.http.HttpHeaders;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.web.ErrorResponseException;

/** Tests of the origins and hosts in settings. */
final class NamesTests {

    private static Origins origins(String allowed) {
        return new Origins(new Access(Map.of(), null, List.of(allowed), List.of()));
    }

    private static void request(Origins origins, String origin) {
        var request = new MockHttpServletRequest();
        request.addHeader(HttpHeaders.HOST, "ctc.example");
        request.addHeader(HttpHeaders.ORIGIN, origin);
        origins.require(request);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "lab.example",
                "https://",
                "https://*.lab.example",
                "https://lab.example/page",
                "https://lab.example?a=b",
                "'https://lab.example'",
                "https://a.example https://b.example",
                ""
            })
    void anOriginThatNoBrowserSendsStopsTheStart(String origin) {
        assertThatExceptionOfType(InvalidConfigurationPropertyValueException.class)
                .isThrownBy(() -> origins(origin))
                .satisfies(refused -> {
                    assertThat(refused.getName()).isEqualTo("ctc.security.allowed-origins");
                    assertThat(refused.getReason())
                            .startsWith("expected origins such as")
                            .endsWith("\"" + origin + "\"");
                });
    }

    /** As requests that are no WebSockets are compared. */
    @ParameterizedTest
    @CsvSource({
        "https://lab.example/, https://lab.example",
        "https://Lab.example, https://lab.example",
        "http://localhost:3000, http://localhost:3000",
        "*, https://any.example",
        "null, null"
    })
    void anAllowedOriginMayOpenAWebSocketHoweverItIsWritten(String allowed, String origin) {
        assertThatCode(() -> request(origins(allowed), origin)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://lab.example:8443", "http://lab.example", "https://a.lab.example", "null"})
    void otherOriginsMayNot(String origin) {
        var origins = origins("https://lab.example");
        assertThatExceptionOfType(ErrorResponseException.class).isThrownBy(() -> request(origins, origin));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://lab-server", "lab-server/", "*", "*.example", "lab server", ""})
    void aHostThatNothingIsCalledStopsTheStart(String host) {
        assertThatExceptionOfType(InvalidConfigurationPropertyValueException.class)
                .isThrownBy(() -> new KnownHosts(List.of(host)))
                .satisfies(refused -> assertThat(refused.getReason()).endsWith("found \"" + host + "\""));
    }
}
