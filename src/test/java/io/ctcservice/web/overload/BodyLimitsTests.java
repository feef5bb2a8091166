package io.ctcservice.web.overload;

import static org.assertj.core.api.Assertions.assertThat;

import io.ctcservice.request.Limits;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.mock.web.MockHttpServletRequest;

/** Tests of the size limits of bodies by the settings. */
final class BodyLimitsTests {

    private static BodyLimits.BodyLimit held(String type, String configured, String bytesInFlight) {
        var binder = new Binder(new MapConfigurationPropertySource(Map.of(
                "ctc.limits.json-body", configured,
                "ctc.limits.binary-body", configured,
                "ctc.overload.bytes-in-flight", bytesInFlight)));
        var limits = new BodyLimits(
                binder.bindOrCreate("ctc.limits", Limits.class), binder.bindOrCreate("ctc.overload", Capacity.class));
        var request = new MockHttpServletRequest();
        request.setContentType(type);
        return limits.held(request);
    }

    @ParameterizedTest
    @CsvSource({"application/json, ctc.limits.json-body", "application/x-npy, ctc.limits.binary-body"})
    void noBodyIsLargerThanAnArray(String type, String setting) {
        assertThat(held(type, "3GB", "1TB")).isEqualTo(new BodyLimits.BodyLimit(Integer.MAX_VALUE - 8, setting));
        assertThat(held(type, "1GB", "1TB")).isEqualTo(new BodyLimits.BodyLimit(1 << 30, setting));
    }

    @ParameterizedTest
    @CsvSource({"application/json", "application/x-npy"})
    void noBodyIsLargerThanAllInFlight(String type) {
        assertThat(held(type, "3GB", "1MB"))
                .isEqualTo(new BodyLimits.BodyLimit(1 << 20, "ctc.overload.bytes-in-flight"));
    }
}
