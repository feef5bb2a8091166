package io.ctcservice.codec.subtitle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SubtitleFormatTests {

    private static final TimedTranscript SHORT = new TimedTranscript(
            "utt 1",
            2.5,
            List.of(new TimedText("a<b>&c", 0.5, 1, .5), new TimedText("-->", 1, 1.25, 1)),
            List.of(new TimedText("\"", 0.5, 1, 1), new TimedText("x\ny", 2, 2.5, 1)),
            List.of(new TimedText("a<b>&c", 0.5, 1, .5), new TimedText(" -->", 1, 1.25, 1)));

    @Test
    void webVttEscapesWhatWouldBeMarkup() {
        assertThat(SubtitleFormat.WEB_VTT.write(List.of(SHORT))).isEqualTo("""
                        WEBVTT

                        00:00:00.500 --> 00:00:01.300
                        a&lt;b&gt;&amp;c --&gt;
                        """);
    }

    @Test
    void subRipKeepsPlayersFromReadingTagsAndArrows() {
        assertThat(SubtitleFormat.SUB_RIP.write(List.of(SHORT))).isEqualTo("""
                        1
                        00:00:00,500 --> 00:00:01,300
                        a<\u2060b>&c --\u2060>

                        """);
    }

    @Test
    void ctmHasAWordALineAndNoSpacesInFields() {
        assertThat(SubtitleFormat.CTM.write(List.of(SHORT))).isEqualTo("""
                        utt_1 1 0.500 0.500 a<b>&c 0.500
                        utt_1 1 1.000 0.250 --> 1.000
                        """);
    }

    /** Persian has figures of its own. */
    @ParameterizedTest
    @EnumSource
    void theLanguageOfTheMachineDoesNotCount(SubtitleFormat format) {
        var before = Locale.getDefault();
        String written = format.write(List.of(SHORT));
        try {
            Locale.setDefault(Locale.forLanguageTag("fa"));

            assertThat("%d".formatted(1)).isNotEqualTo("1");
            assertThat(format.write(List.of(SHORT))).isEqualTo(written);
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void aCtmIdIsNoComment() {
        assertThat(SubtitleFormat.CTM.write(List.of(words(";;7", new TimedText("a", 0, 1, 1)))))
                .startsWith("_;;7 1 ");
    }

    @Test
    void aCtmHoldsManyUtterancesAndTheOthersOne() {
        var first = words("a", new TimedText("x", 0, .25, 1));
        var second = words("b", new TimedText("y", .5, .75, Double.NaN));
        assertThat(SubtitleFormat.CTM.write(List.of(first, second))).isEqualTo("""
                        a 1 0.000 0.250 x 1.000
                        b 1 0.500 0.250 y NA
                        """);
        assertThatIllegalArgumentException().isThrownBy(() -> SubtitleFormat.WEB_VTT.write(List.of(first, second)));
    }

    /** A frame of 512 samples of 22050 a second is no whole number of milliseconds. */
    @ParameterizedTest
    @EnumSource
    void noRowReachesIntoTheNext(SubtitleFormat format) {
        double frame = 512.0 / 22050;
        var words = IntStream.range(0, 400)
                .mapToObj(i -> new TimedText(" w" + i, 3 * i * frame, 3 * (i + 1) * frame, 1))
                .toList();
        String file = format.write(List.of(new TimedTranscript("0", 1200 * frame, words, words, words)));
        var times = Pattern.compile(
                        switch (format) {
                            case CTM -> "(?m)^0 1 (\\S+) (\\S+) ";
                            case TEXT_GRID -> "xmin = (\\S+)\\s+xmax = (\\S+)\\s+text";
                            default -> "(\\d\\d:\\S+) --> (\\S+)";
                        })
                .matcher(file)
                .results()
                .toList();
        assertThat(times).hasSizeGreaterThan(20);
        var end = BigDecimal.ZERO;
        for (MatchResult row : times) {
            BigDecimal start = seconds(row.group(1));
            if (start.signum() == 0) {
                end = BigDecimal.ZERO; // the next tier
            }
            assertThat(start).isGreaterThanOrEqualTo(end);
            end = format == SubtitleFormat.CTM ? start.add(seconds(row.group(2))) : seconds(row.group(2));
            assertThat(end).isGreaterThan(start);
        }
    }

    private static BigDecimal seconds(String clock) {
        var seconds = BigDecimal.ZERO;
        for (String part : clock.replace(',', '.').split(":", -1)) {
            seconds = seconds.multiply(BigDecimal.valueOf(60)).add(new BigDecimal(part));
        }
        return seconds;
    }

    private static TimedTranscript words(String id, TimedText... words) {
        return new TimedTranscript(id, 1, List.of(words), List.of(), List.of(words));
    }

    @Test
    void aTextWithoutRoomGoesIntoTheIntervalBefore() {
        var transcript = words("0", new TimedText("a", 0, .5, 1), new TimedText("—", .5, .5, Double.NaN));
        assertThat(SubtitleFormat.TEXT_GRID.write(List.of(transcript))).contains("text = \"a —\"");
    }

    @Test
    void aTextWithoutRoomAtTheStartGoesIntoTheFirstInterval() {
        var transcript = words(
                "0",
                new TimedText("?", 0, 0, Double.NaN),
                new TimedText("!", 0, 0, Double.NaN),
                new TimedText("hi", 0, .5, 1));
        assertThat(SubtitleFormat.TEXT_GRID.write(List.of(transcript))).contains("text = \"? ! hi\"");
    }

    /** The place of a word that was not heard may hold the delimiter beside it. */
    @Test
    void intervalsOfATextGridDoNotOverlapWhereTextsDo() {
        var texts = List.of(
                new TimedText("a", 0, .25, 1),
                new TimedText("x", .25, .5, 1),
                new TimedText("—", .25, .75, Double.NaN),
                new TimedText("y", .25, .5, 1),
                new TimedText("b", .75, 1, 1));
        String file = SubtitleFormat.TEXT_GRID.write(List.of(new TimedTranscript("0", 1, texts, texts, texts)));
        assertThat(file.replaceAll("\\s+", " "))
                .contains(
                        "xmin = 0.250000 xmax = 0.500000 text = \"x\"",
                        "xmin = 0.500000 xmax = 0.750000 text = \"— y\"",
                        "xmin = 0.750000 xmax = 1.000000 text = \"b\"");
    }

    @Test
    void textGridTiersCoverTheUtterance() {
        assertThat(SubtitleFormat.TEXT_GRID.write(List.of(SHORT))).isEqualTo("""
                        File type = "ooTextFile"
                        Object class = "TextGrid"

                        xmin = 0
                        xmax = 2.500000
                        tiers? <exists>
                        size = 2
                        item []:
                            item [1]:
                                class = "IntervalTier"
                                name = "words"
                                xmin = 0
                                xmax = 2.500000
                                intervals: size = 4
                                intervals [1]:
                                    xmin = 0.000000
                                    xmax = 0.500000
                                    text = ""
                                intervals [2]:
                                    xmin = 0.500000
                                    xmax = 1.000000
                                    text = "a<b>&c"
                                intervals [3]:
                                    xmin = 1.000000
                                    xmax = 1.250000
                                    text = "-->"
                                intervals [4]:
                                    xmin = 1.250000
                                    xmax = 2.500000
                                    text = ""
                            item [2]:
                                class = "IntervalTier"
                                name = "tokens"
                                xmin = 0
                                xmax = 2.500000
                                intervals: size = 4
                                intervals [1]:
                                    xmin = 0.000000
                                    xmax = 0.500000
                                    text = ""
                                intervals [2]:
                                    xmin = 0.500000
                                    xmax = 1.000000
                                    text = "\"\""
                                intervals [3]:
                                    xmin = 1.000000
                                    xmax = 2.000000
                                    text = ""
                                intervals [4]:
                                    xmin = 2.000000
                                    xmax = 2.500000
                                    text = "x y"
                        """);
    }

    @Test
    void nothingReachesBeyondTheEndOfTheRecording() {
        var late = SHORT.within(1.2);
        assertThat(late.seconds()).isEqualTo(1.2);
        assertThat(late.words().getLast()).isEqualTo(new TimedText("-->", 1, 1.2, 1));
        assertThat(late.tokens().getFirst()).isEqualTo(SHORT.tokens().getFirst());
        assertThat(SubtitleFormat.WEB_VTT.write(List.of(late))).contains("00:00:00.500 --> 00:00:01.200");
        assertThat(SHORT.within(3)).isEqualTo(SHORT);
    }

    @Test
    void hoursAreWrittenOut() {
        var transcript = words("0", new TimedText("late", 35_999.9996, 35_999.9997, 1));
        assertThat(SubtitleFormat.WEB_VTT.write(List.of(transcript))).contains("10:00:00.000 --> 10:00:00.001");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u0085", "\n", "\u0000", "\u001c", "\u009f", "\u2028"})
    void noControlCharacterPartsAFieldOrALine(String control) {
        var transcript = words("i" + control + "d", new TimedText("a" + control + "b", 0, 1, 1));

        assertThat(SubtitleFormat.CTM.write(List.of(transcript))).isEqualTo("i_d 1 0.000 1.000 a_b 1.000\n");
        assertThat(SubtitleFormat.TEXT_GRID.write(List.of(transcript))).contains("text = \"a b\"\n");
        assertThat(SubtitleFormat.SUB_RIP.write(List.of(transcript))).endsWith("\na b\n\n");
    }

    @Test
    void lineBreaksInsideAWordBecomeSpaces() {
        var transcript = words("0", new TimedText("a\n\n1\u2028b", 0, 1, 1));
        assertThat(SubtitleFormat.SUB_RIP.write(List.of(transcript)))
                .isEqualTo("1\n00:00:00,000 --> 00:00:01,000\na 1 b\n\n");
    }
}
