package io.ctcservice.codec.subtitle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CuesTests {

    /** A text of which each character lasts as long, and stays as long away, as is said. */
    private static TimedTranscript said(String text, double lasts, double apart) {
        var pieces = new ArrayList<TimedText>();
        double time = 0;
        for (String character : text.codePoints().mapToObj(Character::toString).toList()) {
            boolean timed = !character.isBlank();
            pieces.add(new TimedText(character, time, timed ? time + lasts : time, 1));
            time += lasts + apart;
        }
        return new TimedTranscript("0", time, List.of(), List.of(), pieces);
    }

    private static TimedTranscript of(double seconds, TimedText... pieces) {
        return new TimedTranscript("0", seconds, List.of(), List.of(), List.of(pieces));
    }

    private static void assertReadable(List<Cue> cues) {
        long end = 0;
        for (Cue cue : cues) {
            assertThat(cue.lines()).hasSizeBetween(1, 2);
            assertThat(cue.lines()).allMatch(line -> Columns.of(line) <= 42 && !line.isBlank());
            assertThat(cue.start()).isGreaterThanOrEqualTo(end);
            assertThat(cue.end()).isGreaterThan(cue.start());
            assertThat(cue.end() - cue.start()).isLessThanOrEqualTo(7000);
            end = cue.end();
        }
    }

    private static String text(List<Cue> cues, String separator) {
        return cues.stream().flatMap(cue -> cue.lines().stream()).collect(Collectors.joining(separator));
    }

    @Test
    void bytesAreJoinedToTheCharactersThatTheySpell() {
        var cues = Cues.of(of(
                9,
                new TimedText("h", 0, 1, 1),
                new TimedText("\udce4", 1, 2, 1),
                new TimedText("\udcbd", 2, 3, 1),
                new TimedText("\udca0", 3, 4, 1),
                new TimedText("\udce4", 4, 5, 1)));
        assertThat(text(cues, " ")).isEqualTo("h你�");
    }

    @Test
    void aNewLineOfTheTextBeginsACue() {
        var cues = Cues.of(of(
                5,
                new TimedText("so", 0, 1, 1),
                new TimedText(" ", 1, 1, 1),
                new TimedText(TimedTranscript.NEW_LINE + "be", 1, 2, 1),
                new TimedText(" it", 2, 3, 1),
                new TimedText(TimedTranscript.NEW_LINE + " now", 3, 4, 1)));
        assertThat(cues).extracting(Cue::lines).containsExactly(List.of("so"), List.of("be it"), List.of("now"));
        assertThat(cues).extracting(Cue::start).containsExactly(0L, 1000L, 3000L);
    }

    /** A star at the end of a line has no time of its own where nothing was said. */
    @Test
    void aNewLineBehindTextWithoutTimeBeginsACue() {
        var cues = Cues.of(of(
                4,
                new TimedText("so", 0, 1, 1),
                new TimedText(" –", 1, 1, 1),
                new TimedText(TimedTranscript.NEW_LINE + "be", 1, 2, 1)));
        assertThat(cues).extracting(Cue::lines).containsExactly(List.of("so –"), List.of("be"));
    }

    @Test
    void aNewLineNeedsNoSpace() {
        var cues = Cues.of(of(
                4,
                new TimedText(TimedTranscript.NEW_LINE + "你", 0, 1, 1),
                new TimedText("好", 1, 2, 1),
                new TimedText(TimedTranscript.NEW_LINE + "。", 2, 3, 1),
                new TimedText("a", 3, 4, 1)));
        assertThat(cues).extracting(Cue::lines).containsExactly(List.of("你好"), List.of("。a"));
    }

    @Test
    void aLongLineOfTheTextHasSeveralCues() {
        String line = "word ".repeat(40).strip();
        var pieces = new ArrayList<>(said(line, .05, .01).runningText());
        pieces.add(new TimedText(TimedTranscript.NEW_LINE + "end", 20, 21, 1));
        var cues = Cues.of(of(21, pieces.toArray(TimedText[]::new)));
        assertReadable(cues);
        assertThat(cues).hasSizeGreaterThan(3);
        assertThat(cues.getLast().lines()).containsExactly("end");
        assertThat(text(cues, " ")).isEqualTo(line + " end");
    }

    @Test
    void textOfManyWordsHasCuesOfReadableLength() {
        String text =
                IntStream.range(0, 400).mapToObj(i -> "w".repeat(i % 11 + 1)).collect(Collectors.joining(" "));
        var cues = Cues.of(said(text, .05, .01));
        assertReadable(cues);
        assertThat(cues).anyMatch(cue -> cue.lines().size() == 2);
        assertThat(text(cues, " ")).isEqualTo(text);
    }

    /** 620 characters in 174 s, without a space. */
    @Test
    void chineseHasCuesOfReadableLength() {
        String text = "学而时习之，不亦说乎？有朋自远方来，不亦乐乎？人不知而不愠，不亦君子乎".repeat(18).substring(0, 620);
        var cues = Cues.of(said(text, .2, 174.0 / 620 - .2));
        assertReadable(cues);
        assertThat(cues).hasSizeBetween(25, 90);
        assertThat(text(cues, "")).isEqualTo(text);
        assertThat(cues.stream().flatMap(cue -> cue.lines().stream()))
                .as("punctuation never begins a line")
                .noneMatch(line -> line.startsWith("，") || line.startsWith("？"));
    }

    @ParameterizedTest
    @CsvSource({
        "ภาษาไทยเป็นภาษาที่มีระดับเสียงของคำแน่นอนหรือวรรณยุกต์เช่นเดียวกับภาษาจีน",
        "ភាសាខ្មែរគឺជាភាសាកំណើតរបស់ជនជាតិខ្មែរនិងជាភាសាផ្លូវការរបស់ប្រទេសកម្ពុជា",
        "日本語のテキストはスペースなしで書かれます。それでも、読みやすい長さに分けられます。",
        "wwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwww",
        "👨‍👩‍👧‍👦👍🏽👨‍👩‍👧‍👦👍🏽👨‍👩‍👧‍👦👍🏽👨‍👩‍👧‍👦👍🏽👨‍👩‍👧‍👦👍🏽👨‍👩‍👧‍👦👍🏽👨‍👩‍👧‍👦👍🏽👨‍👩‍👧‍👦👍🏽👨‍👩‍👧‍👦👍🏽👨‍👩‍👧‍👦👍🏽👨‍👩‍👧‍👦👍🏽👨‍👩‍👧‍👦👍🏽👨‍👩‍👧‍👦👍🏽👨‍👩‍👧‍👦👍🏽👨‍👩‍👧‍👦👍🏽",
        "שלום עולם זה טקסט בעברית שנכתב מימין לשמאל ויש בו הרבה מאוד מילים כדי שלא ייכנס לשורה אחת"
    })
    void textInAnyScriptFitsAndLosesNothing(String text) {
        var cues = Cues.of(said(text.repeat(3), .1, .02));
        assertReadable(cues);
        assertThat(cues).hasSizeGreaterThan(1);
        assertThat(text(cues, "").replace(" ", "")).isEqualTo(text.repeat(3).replace(" ", ""));
    }

    @Test
    void thaiIsPartedBetweenWords() {
        var cues = Cues.of(said("ภาษาไทยเป็นภาษาที่มีระดับเสียง".repeat(4), .1, .02));
        assertThat(cues.stream().flatMap(cue -> cue.lines().stream()))
                .allMatch(line -> List.of("ภาษา", "ไทย", "เป็น", "ที่", "มี", "ระดับ", "เสียง").stream()
                        .anyMatch(line::startsWith));
    }

    @Test
    void theSpacesOfTheTextStay() {
        assertThat(text(Cues.of(said("天地人和", .3, 0)), "|")).isEqualTo("天地人和");
        assertThat(text(Cues.of(said("park  it\u00a0now ", .3, 0)), "|")).isEqualTo("park it\u00a0now");
    }

    @Test
    void sentencesStayTogether() {
        var cues = Cues.of(said(
                "One sentence goes on for as long as a line and more. Another one of the same length comes after it."
                        + " “And here is a third?” Yes.",
                .06,
                .01));
        assertThat(cues.stream().map(Cue::text))
                .containsExactly(
                        "One sentence goes on for\nas long as a line and more.",
                        "Another one of the same length comes\nafter it. “And here is a third?” Yes.");
    }

    @Test
    void aPauseEndsACue() {
        var cues = Cues.of(
                of(10, new TimedText("a", 0, 1, 1), new TimedText(" b", 3.1, 4, 1), new TimedText(" c", 4.2, 4.5, 1)));
        assertThat(cues).extracting(Cue::text).containsExactly("a", "b c");
    }

    @Test
    void aShortCueStaysIntoTheSilenceBehind() {
        var alone = Cues.of(of(10, new TimedText("hi", 1, 1.02, 1)));
        var before = Cues.of(of(10, new TimedText("hi", 1, 1.02, 1), new TimedText(" there", 3.1, 3.12, 1)));
        var atTheEnd = Cues.of(of(1.3, new TimedText("hi", 1, 1.02, 1)));
        assertThat(alone).containsExactly(new Cue(List.of("hi"), 1000, 1800));
        assertThat(before.getFirst()).isEqualTo(new Cue(List.of("hi"), 1000, 1800));
        assertThat(atTheEnd).containsExactly(new Cue(List.of("hi"), 1000, 1300));
    }

    @Test
    void aCueStaysAsLongAsItTakesToReadWhereThereIsSilence() {
        var cues = Cues.of(of(10, new TimedText("thirty-four characters of one line", 1, 1.5, 1)));
        assertThat(cues).singleElement().isEqualTo(new Cue(List.of("thirty-four characters of one line"), 1000, 3000));
    }

    @Test
    void aCueThatIsHeardTooLongGoesInTime() {
        var cues = Cues.of(
                of(30, new TimedText("a", 0, 1, 1), new TimedText(" bb", 1, 20, 1), new TimedText(" c", 20, 21, 1)));
        assertThat(cues)
                .containsExactly(
                        new Cue(List.of("a"), 0, 1000),
                        new Cue(List.of("bb"), 1000, 8000),
                        new Cue(List.of("c"), 20_000, 21_000));
    }

    @Test
    void whatHasNoTimeGoesWithWhatHas() {
        var cues = Cues.of(of(
                10,
                new TimedText("“", 0, 0, 1),
                new TimedText("hi", 5, 6, 1),
                new TimedText("”", 6, 6, 1),
                new TimedText(" —", 6, 6, 1)));
        assertThat(cues).singleElement().isEqualTo(new Cue(List.of("“hi” —"), 5000, 6000));
    }

    @Test
    void noTextHasNoCues() {
        assertThat(Cues.of(of(10))).isEmpty();
        assertThat(Cues.of(of(10, new TimedText(" ", 1, 2, 1)))).isEmpty();
    }

    /** Characters that take no room, in any number, with a place to break after each. */
    @Test
    void aLongTextIsPartedInTime() {
        var cues = Cues.of(said("\u200b".repeat(20_000) + "字".repeat(20_000), .02, 0));
        assertReadable(
                cues.stream().filter(cue -> !cue.text().startsWith("\u200b")).toList());
    }
}
