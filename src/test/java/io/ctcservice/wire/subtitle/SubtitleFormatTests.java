package io.ctcservice.wire.subtitle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SubtitleFormatTests {

    private static final TimedTranscript SHORT = new TimedTranscript(
            "utt 1",
            2.5,
            List.of(new TimedText("a<b>&c", 0.5, 1, .5), new TimedText("-->", 1, 1.25, 1)),
            List.of(new TimedText("\"", 0.5, 1, 1), new TimedText("x\ny", 2, 2.5, 1)));

    @Test
    void webVttEscapesWhatWouldBeMarkup() {
        assertThat(SubtitleFormat.WEB_VTT.write(SHORT)).isEqualTo("""
                        WEBVTT

                        00:00:00.500 --> 00:00:01.250
                        a&lt;b&gt;&amp;c --&gt;
                        """);
    }

    @Test
    void subRipKeepsPlayersFromReadingTagsAndArrows() {
        assertThat(SubtitleFormat.SUB_RIP.write(SHORT)).isEqualTo("""
                        1
                        00:00:00,500 --> 00:00:01,250
                        a<\u2060b>&c --\u2060>

                        """);
    }

    @Test
    void ctmHasAWordALineAndNoSpacesInFields() {
        assertThat(SubtitleFormat.CTM.write(SHORT)).isEqualTo("""
                        utt_1 1 0.500 0.500 a<b>&c 0.500
                        utt_1 1 1.000 0.250 --> 1.000
                        """);
    }

    @Test
    void aCtmIdIsNoComment() {
        var commented = new TimedTranscript(";;7", 1, List.of(new TimedText("a", 0, 1, 1)), List.of());
        assertThat(SubtitleFormat.CTM.write(commented)).startsWith("_;;7 1 ");
    }

    @Test
    void textGridTiersCoverTheUtterance() {
        assertThat(SubtitleFormat.TEXT_GRID.write(SHORT)).isEqualTo("""
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
    void cuesHoldAtMost42CharactersAnd7Seconds() {
        var words = IntStream.range(0, 200)
                .mapToObj(i -> new TimedText("w".repeat(i % 11 + 1), i * .7, i * .7 + .6, 1))
                .toList();
        List<TimedText> cues = Cues.of(words);
        assertThat(cues)
                .allMatch(cue -> cue.text().length() <= 42)
                .allMatch(cue -> cue.end() - cue.start() <= 7)
                .anyMatch(cue -> cue.text().length() > 35);
        assertThat(String.join(" ", cues.stream().map(TimedText::text).toList()))
                .isEqualTo(String.join(" ", words.stream().map(TimedText::text).toList()));
    }

    @Test
    void aPauseEndsACue() {
        var words = List.of(new TimedText("a", 0, 1, 1), new TimedText("b", 3.1, 4, 1), new TimedText("c", 6, 6.5, 1));
        assertThat(Cues.of(words)).extracting(TimedText::text).containsExactly("a", "b c");
    }

    @Test
    void aWordThatIsTooLongStandsAloneAndGoesInTime() {
        var words = List.of(
                new TimedText("a", 0, 1, 1), new TimedText("b".repeat(50), 1, 20, 1), new TimedText("c", 20, 21, 1));
        assertThat(Cues.of(words))
                .containsExactly(
                        new TimedText("a", 0, 1, 1),
                        new TimedText("b".repeat(50), 1, 8, 1),
                        new TimedText("c", 20, 21, 1));
    }

    @Test
    void hoursAreWrittenOutAndNoCueIsEmpty() {
        var words = List.of(new TimedText("late", 35_999.9996, 35_999.9997, 1));
        var transcript = new TimedTranscript("0", 40_000, words, List.of());
        assertThat(SubtitleFormat.WEB_VTT.write(transcript)).contains("10:00:00.000 --> 10:00:00.001");
    }

    @Test
    void lineBreaksInsideAWordBecomeSpaces() {
        var words = List.of(new TimedText("a\n\n1\u2028b", 0, 1, 1));
        var transcript = new TimedTranscript("0", 1, words, List.of());
        assertThat(SubtitleFormat.SUB_RIP.write(transcript)).isEqualTo("1\n00:00:00,000 --> 00:00:01,000\na 1 b\n\n");
    }
}
