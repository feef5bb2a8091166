package io.ctcservice.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

final class WarningsTests {

    private final Warnings warnings = new Warnings();

    @Test
    void theirOrderIsThatOfTheRequestWhoeverNoticedThemFirst() {
        warnings.add("/utterances/10", "late");
        warnings.add("/utterances/2/target", "early");
        warnings.add("/beamWidth", "a setting");
        warnings.add("", "all of it");

        assertThat(warnings.list())
                .extracting(Warning::pointer)
                .containsExactly("", "/beamWidth", "/utterances/2/target", "/utterances/10");
    }

    @Test
    void theSameTwiceIsOne() {
        warnings.add("/blank", "never the best");
        warnings.add("/blank", "never the best");

        assertThat(warnings.list()).hasSize(1);
    }

    @Test
    void noneIsLostWhereManyThreadsAdd() {
        IntStream.range(0, 15).parallel().forEach(i -> warnings.add("/utterances/" + i, "odd"));

        assertThat(warnings.list())
                .extracting(Warning::pointer)
                .containsExactlyElementsOf(
                        IntStream.range(0, 15).mapToObj(i -> "/utterances/" + i).toList());
    }

    @Test
    void ofTooManyTheLastSaysHowManyThereAreBesides() {
        IntStream.range(0, 30).forEach(i -> warnings.add("/utterances/" + i, "odd"));

        assertThat(warnings.list()).hasSize(20).last().isEqualTo(new Warning("", "11 more warnings"));
    }

    @Test
    void theHeaderCountsThoseThatTheListOnlyCounts() {
        IntStream.range(0, 300).forEach(i -> warnings.add("/utterances/" + i, "x".repeat(300)));

        assertThat(WarningHeader.value(warnings.list())).hasValue("300");
    }

    @Test
    void theHeaderIsAsciiAndReadsAsTheSameJson() {
        var given = List.of(new Warning("/hotwords/0", "naïve — \u4e2d \ud83d\ude00 \"quoted\"\r\n"));

        String header = WarningHeader.value(given).orElseThrow();

        assertThat(header).isPrintable().isASCII();
        assertThat(new JsonMapper().readValue(header, Warning[].class)).containsExactlyElementsOf(given);
    }

    @Test
    void theHeaderIsTheirNumberWhereTheyAreTooLong() {
        var long1 = Collections.nCopies(3, new Warning("", "x".repeat(1300)));
        var long2 = Collections.nCopies(3, new Warning("", "x".repeat(1400)));

        assertThat(WarningHeader.value(long1).orElseThrow()).startsWith("[").hasSizeLessThanOrEqualTo(4096);
        assertThat(WarningHeader.value(long2)).hasValue("3");
        assertThat(WarningHeader.value(List.of())).isEmpty();
    }
}
