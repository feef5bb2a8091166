package io.ctcservice.core.text;

import static io.ctcservice.core.text.Vocabulary.Piece.BREAK;
import static io.ctcservice.core.text.Vocabulary.Piece.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.ctcservice.core.CtcInputException;
import io.ctcservice.core.Emissions;
import io.ctcservice.core.FloatMatrix;
import io.ctcservice.core.Labels;
import io.ctcservice.core.ScoreKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VocabularyTests {

    private static final Vocabulary TOKENS = Vocabulary.of(List.of("<blank>", "a", "b", "ab", " ", " ", "😀"), 0);

    @Test
    void englishIsTheLettersTheSpaceAndTheBlankAt27() {
        var english = Vocabulary.ofEnglish();
        assertThat(english.size()).isEqualTo(28);
        assertThat(english.blank()).isEqualTo(27);
        assertThat(english.labels("az ")).isEqualTo(Labels.of(0, 25, 26));
        assertThat(english.text(Labels.of(7, 8))).isEqualTo("hi");
    }

    @Test
    void takesTheLongestSymbolThatFits() {
        assertThat(TOKENS.labels("aabb😀")).isEqualTo(Labels.of(1, 3, 2, 6));
    }

    @Test
    void whatNoOtherSymbolSpellsIsSpelledByteByByte() {
        var bytes = Vocabulary.of(List.of("<blank>", "é", "▁", "<0xE4>", "<0xBD>", "<0xA0>", "a"), 0);
        assertThat(bytes.labels("▁你é")).isEqualTo(Labels.of(2, 3, 4, 5, 1));
        assertThat(bytes.spell("a你 é", Optional.of("▁")))
                .extracting(Vocabulary.Piece::label)
                .containsExactly(6, 3, 4, 5, 2, 1);
        assertThatExceptionOfType(CtcInputException.class)
                .isThrownBy(() -> bytes.labels("你好你"))
                .withMessageContaining("'好' at character 1");
        assertThatExceptionOfType(CtcInputException.class)
                .isThrownBy(() -> bytes.labels("你aü你"))
                .withMessageContaining("'ü' at character 2");
    }

    /** Ġ is the space of GPT-2's byte-level BPE, Ã© is é, å, ¥ and ½ are the bytes of 好; the symbols themselves stay. */
    @Test
    void symbolsOfByteLevelBpeAreReadAsTheTextThatTheyStandFor() {
        var pieces = Vocabulary.of(List.of("<blank>", "Ġthe", "re", "Ġcaf", "Ã©", "å", "¥", "½", "Ġ"), 0);
        assertThat(pieces.symbol(1)).isEqualTo("Ġthe");
        assertThat(pieces.text(Labels.of(1, 2, 3, 4))).isEqualTo(" there café");
        assertThat(pieces.labels(" there café")).isEqualTo(Labels.of(1, 2, 3, 4));
        assertThat(pieces.labels("ĠthereĠcafé", Optional.of("Ġ"))).isEqualTo(Labels.of(1, 2, 3, 4));
        assertThat(pieces.labels(" the 好")).isEqualTo(Labels.of(1, 8, 5, 6, 7));
        assertThat(pieces.spell("re there café", WordGrouping.usualDelimiter(pieces)))
                .extracting(Vocabulary.Piece::label)
                .containsExactly(2, BREAK, 1, 2, BREAK, 3, 4);
    }

    @Test
    void spellsWhatItCanAndNamesTheRest() {
        assertThat(TOKENS.spell("é€ab\ud83da€", Optional.empty()))
                .containsExactly(
                        new Vocabulary.Piece("é€", -1),
                        new Vocabulary.Piece("ab", 3),
                        new Vocabulary.Piece("\ud83d", -1),
                        new Vocabulary.Piece("a", 1),
                        new Vocabulary.Piece("€", -1));
    }

    @Test
    void charactersInARowThatNoSymbolSpellsAreOnePiece() {
        assertThat(TOKENS.spell("ab€é", Optional.empty()))
                .containsExactly(new Vocabulary.Piece("ab", 3), new Vocabulary.Piece("€é", -1));
    }

    /** Where pieces are marked by what parts words, it parts what no piece spells, too. */
    @ParameterizedTest
    @CsvSource({"é▁ß, é | ß", "▁é, | é", "é▁, é |", "▁▁é▁▁ß, | | é | | ß", "h▁é, ▁h | é"})
    void aMarkAmongUnknownCharactersPartsWords(String text, String expected) {
        var vocabulary = Vocabulary.of(List.of("▁h", "h", "<blank>"), 2);
        assertThat(vocabulary.spell(text, Optional.of("▁")).stream()
                        .map(piece -> piece.label() == BREAK ? "|" : piece.text())
                        .collect(Collectors.joining(" ")))
                .isEqualTo(expected);
    }

    /** A blank that is written as a word of letters is that word in a text; one of a single letter is refused there. */
    @Test
    void ofSymbolsForTheBlankOnlyWordsAreWords() {
        assertThat(Vocabulary.of(List.of("a", "b", "ab"), 2).labels("ab")).isEqualTo(Labels.of(0, 1));
        var single = Vocabulary.of(List.of("a", "b"), 1);
        assertThatExceptionOfType(CtcInputException.class)
                .isThrownBy(() -> single.labels("ab"))
                .withMessageContaining("the blank 'b' at character 1");
    }

    /** The longest first symbol of those that leave a rest that can be spelled. */
    @ParameterizedTest
    @CsvSource({"abc, a bc", "ab, ab", "abcab, a bc ab", "aabbc, a ab bc", "abab, ab ab"})
    void takesTheLongestSymbolsThatSpellTheWhole(String text, String symbols) {
        var vocabulary = Vocabulary.of(List.of("a", "ab", "bc", "<blank>"), 3);
        var labels = vocabulary.labels(text);
        assertThat(IntStream.range(0, labels.length())
                        .mapToObj(u -> vocabulary.symbol(labels.get(u)))
                        .collect(Collectors.joining(" ")))
                .isEqualTo(symbols);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {"abd, 'd' at character 2", "abcb, 'b' at character 3", "bcbcx, 'x' at character 4"})
    void blamesTheCharacterThatNoSpellingPasses(String text, String reason) {
        var vocabulary = Vocabulary.of(List.of("a", "ab", "bc", "<blank>"), 3);
        assertThatExceptionOfType(CtcInputException.class)
                .isThrownBy(() -> vocabulary.labels(text))
                .withMessageContaining(reason);
    }

    /** Of two characters left over by the spelling that comes furthest, and one at the beginning by another, the first of the two. */
    @Test
    void blamesWhereTheFurthestSpellingEndsAlsoIfAnotherLeavesFewerOver() {
        var vocabulary = Vocabulary.of(List.of("ab", "bcd", "<blank>"), 2);
        assertThatExceptionOfType(CtcInputException.class)
                .isThrownBy(() -> vocabulary.labels("abcd"))
                .withMessageContaining("'c' at character 2");
    }

    /** The first piece of a word is spelled with the space before it, for which other white space stands. */
    @Test
    void blamesTheUnknownCharacterBehindAPieceThatBeginsWithASpace() {
        var vocabulary = Vocabulary.of(List.of(" h", "o", "<blank>"), 2);
        assertThatExceptionOfType(CtcInputException.class)
                .isThrownBy(() -> vocabulary.labels(" ho\nhxo", Optional.of(" ")))
                .withMessageContaining("'x' at character 5");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "`a b`, `symbols of the vocabulary only, in which '/' parts words`",
                "`a\u00a0b`, `symbols of the vocabulary only, in which '/' parts words`",
                "`a\tb`, `symbols of the vocabulary only, in which '/' parts words`",
                "`a\u2007b`, `symbols of the vocabulary only, in which '/' parts words`",
                "`axb`, `symbols of the vocabulary only`"
            })
    void saysWhatPartsWordsWhereWhiteSpaceDoesNot(String text, String expected) {
        var vocabulary = Vocabulary.of(List.of("a", "b", "/", "<blank>"), 3);
        assertThatExceptionOfType(CtcInputException.class)
                .isThrownBy(() -> vocabulary.labels(text, Optional.of("/")))
                .withMessageEndingWith("expected " + expected);
        assertThatExceptionOfType(CtcInputException.class)
                .isThrownBy(() -> vocabulary.labels(text, Optional.empty()))
                .withMessageEndingWith("expected " + expected.replace("which '/'", "which nothing"));
    }

    @Test
    void spellsALongTextThatHasExponentiallyManySpellingsAndNone() {
        var vocabulary = Vocabulary.of(List.of("a", "aa", "aaa", "<blank>"), 3);
        String text = "a".repeat(65_535);
        assertThat(vocabulary.labels(text).length()).isEqualTo(21_845);
        assertThatExceptionOfType(CtcInputException.class)
                .isThrownBy(() -> vocabulary.labels(text + "b"))
                .withMessageContaining("'b' at character 65535");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a b",
                "a\nb",
                "a\tb",
                "a\u00a0b",
                "a\r\nb",
                "a\u3000b",
                "a\u2009b",
                "a \n b",
                " a b\n",
                "\u0085a b"
            })
    void whiteSpaceOfEveryKindIsTheSpace(String text) {
        var vocabulary = Vocabulary.of(List.of("a", "b", " ", "<blank>"), 3);
        int[] labels = vocabulary.labels(text).toArray();
        assertThat(labels).endsWith(0, 2, 1);
        assertThat(labels.length).isEqualTo(text.startsWith(" ") ? 4 : 3); // a space is a symbol, and stays
    }

    @Test
    void spacesThatAreSymbolsStayAsManyAsTheyAre() {
        var vocabulary = Vocabulary.of(List.of("a", "b", " ", "<blank>"), 3);
        assertThat(vocabulary.labels(" a  b ")).isEqualTo(Labels.of(2, 0, 2, 2, 1, 2));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "|, ' ' at character 5; expected symbols of the vocabulary only",
                "|, in which '|' parts words",
                "▁, in which '▁' parts words",
                "x, in which nothing parts words"
            })
    void aRefusalOfASpaceNamesTheDelimiter(String delimiter, String reason) {
        var vocabulary = Vocabulary.of(List.of("H", "E", "L", "O", "<blank>", delimiter), 4);
        assertThatExceptionOfType(CtcInputException.class)
                .isThrownBy(() -> vocabulary.labels("HELLO HELLO"))
                .withMessageContaining(reason);
    }

    @Test
    void inSpellingWhiteSpacePartsWordsWhateverTheVocabularyHas() {
        var bars = Vocabulary.of(List.of("a", "b", "|", "<blank>"), 3);
        assertThat(labels(bars.spell(" a\u00a0\n?\tb ", WordGrouping.usualDelimiter(bars))))
                .containsExactly(0, 2, UNKNOWN, 2, 1);
        var unspaced = Vocabulary.of(List.of("a", "b", "<blank>"), 2);
        assertThat(labels(unspaced.spell("a b?\n", WordGrouping.usualDelimiter(unspaced))))
                .containsExactly(0, BREAK, 1, UNKNOWN);
        var pieces = Vocabulary.of(List.of("▁a", "▁b", "b", "<blank>"), 3);
        assertThat(labels(pieces.spell("a b ? bb", WordGrouping.usualDelimiter(pieces))))
                .containsExactly(0, BREAK, 1, BREAK, UNKNOWN, BREAK, 1, 2);
    }

    /** Breaks are written as {@code |}, what is left over in brackets. */
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "▁hello ▁world h e l o, hello, ▁hello",
                "▁hello ▁world h e l o, hello world, ▁hello | ▁world",
                "▁hello ▁world h e l o, hello!, ▁hello [!]",
                "▁hello ▁world h e l o, “hello”, [“] ▁hello [”]",
                "▁hello ▁world h e l o, hell hello, h e l l | ▁hello",
                "▁hello ▁world h e l o, ▁hello▁world, ▁hello | ▁world",
                "▁hell o ▁ hello, hello (hello), ▁hell o | [(] ▁hell o [)]",
                "▁ a ▁b, (a aa ba, [(] ▁ a | ▁ a a | ▁b a",
                "▁a ▁b b, a bb, ▁a | ▁b b",
                "▁a ▁b b, a, ▁a",
                "▁a ab c, ab c, ab | c",
                "a ##b c, ab c, a ##b | c",
                "a ##b c, `ab, c`, `a ##b [,] | c`",
                "a ##b b c ##, (ab ba) ##, [(] a ##b | b a [)] | ##",
                "a ##b c, a##bc, a ##b | c",
                "a ##b c, a##b!c ca, a ##b [!] | c | c a",
                "un ##able the, unablethe? the, un ##able the [?] | the",
                "a</w> b b</w>, a bb!, a</w> | b b</w> [!]",
                "a</w> b b</w>, (bb ba), [(] b b</w> | b a</w> [)]",
                "a</w> b b</w>, ba</w>b, b a</w> | b</w>",
                "a b c</w> </w>, ab. ? bc b, a b </w> [.] | [?] | b c</w> | b </w>",
                "a b c</w>, ab c, a b | c</w>",
                "un@@ a@@ able the, unable the, un@@ able | the",
                "a@@ b@@ b c, (bab b), [(] b@@ a@@ b | b [)]",
                "a@@ b c, ab. ? ac, a@@ b [.] | [?] | a@@ c",
                "a@@ b c, a@@b, a@@ b",
                "a@@ b c, a@@b!ca@@c bc, a@@ b [!] | c | a@@ c | b c",
                "a@@ b, ba, b a@@",
                "a@@ b @@, a@@@@, a@@ @@"
            })
    void inSpellingWordPiecesAreMarkedThoughTheTextIsNot(String symbols, String text, String pieces) {
        var all = new ArrayList<>(List.of(symbols.split(" ")));
        all.add("<blank>");
        var vocabulary = Vocabulary.of(all, all.size() - 1);
        assertThat(vocabulary.spell(text, WordGrouping.usualDelimiter(vocabulary)).stream()
                        .map(piece -> piece.label() == BREAK
                                ? "|"
                                : piece.label() == UNKNOWN
                                        ? "[" + piece.text() + "]"
                                        : vocabulary.symbol(piece.label()))
                        .collect(Collectors.joining(" ")))
                .isEqualTo(pieces);
    }

    /** What labels are read as is spelled by labels that are read as the same. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "▁a ▁ab b ab ▁ c",
                "▁a ▁b ▁c b",
                "a ab b ##a ##bc ##c",
                "a ab b bc a</w> bc</w> c</w>",
                "a b </w> ab</w>",
                "a@@ b ab@@ c ab bc@@"
            })
    void inSpellingTheTextOfLabelsIsReadAsItWas(String symbols) {
        var all = new ArrayList<>(List.of(symbols.split(" ")));
        all.add("<blank>");
        var vocabulary = Vocabulary.of(all, all.size() - 1);
        var grouping = WordGrouping.of(vocabulary);
        var random = new Random(4);
        for (int i = 0; i < 2000; i++) {
            int[] some = random.ints(1 + random.nextInt(9), 0, all.size() - 1).toArray();
            some[0] = 0; // which begins a word
            String text = grouping.text(Labels.of(some));
            int[] spelled = vocabulary.spell(text, grouping.delimiter()).stream()
                    .mapToInt(Vocabulary.Piece::label)
                    .filter(label -> label != BREAK)
                    .toArray();
            assertThat(spelled).as(text).doesNotContain(UNKNOWN);
            assertThat(grouping.text(Labels.of(spelled))).isEqualTo(text);
        }
    }

    @Test
    void whatIsWrittenAsTheBlankHasNoInfluenceOnMarks() {
        var vocabulary = Vocabulary.of(List.of("-", "▁a", "a", "<0xC3>", "<0xA9>", "▁"), 0);
        assertThat(labels(vocabulary.spell("-a éa", Optional.of("▁")))).containsExactly(UNKNOWN, 1, BREAK, 5, 3, 4, 2);
    }

    @Test
    void inSpellingWhatIsWrittenAsTheBlankIsSpelledByNoSymbol() {
        var vocabulary = Vocabulary.of(List.of("-", "a", "b", " "), 0);
        assertThat(labels(vocabulary.spell("a-b -- ?-a", Optional.of(" "))))
                .containsExactly(1, UNKNOWN, 2, 3, UNKNOWN, 3, UNKNOWN, 1);
    }

    @Test
    void theWordByWhichTheBlankIsWrittenIsSpelledByOtherSymbols() {
        var vocabulary = Vocabulary.of(List.of("blank", "a", "b", "k", "l", "n", " "), 0);
        assertThat(vocabulary.labels("a blank")).isEqualTo(Labels.of(1, 6, 2, 4, 1, 5, 3));
        assertThat(labels(vocabulary.spell("blank", Optional.of(" ")))).containsExactly(2, 4, 1, 5, 3);
        var marked = Vocabulary.of(List.of("blank", "▁b", "lan", "k"), 0);
        assertThat(labels(marked.spell("blank", Optional.of("▁")))).containsExactly(1, 2, 3);
        var two = Vocabulary.of(List.of("blank", "a", "blank"), 0);
        assertThat(two.labels("blank")).isEqualTo(Labels.of(2));
        assertThatExceptionOfType(CtcInputException.class)
                .isThrownBy(() -> Vocabulary.of(List.of("blank", "天"), 0).labels("天blank"))
                .withMessageContaining("'b' at character 1");
    }

    @Test
    void whiteSpaceIsTheSpaceThatSymbolsBeginWith() {
        var vocabulary = Vocabulary.of(List.of(" a", "a", " b", "b", "<blank>"), 4);
        assertThat(vocabulary.labels("a b\na\n")).isEqualTo(Labels.of(1, 2, 0));
        assertThat(labels(vocabulary.spell("a\n?\tb", Optional.of(" ")))).containsExactly(1, BREAK, UNKNOWN, BREAK, 2);
    }

    private static List<Integer> labels(List<Vocabulary.Piece> pieces) {
        return pieces.stream().map(Vocabulary.Piece::label).toList();
    }

    @Test
    void anEmptyTextHasNoLabels() {
        assertThat(TOKENS.labels("")).isEqualTo(Labels.of());
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "abc, 'c' at character 2; expected",
                "a😀é, 'é' at character 3 (U+00E9); expected",
                "а, 'а' at character 0 (U+0430); expected", // the Cyrillic one
                "a\u200bb, '\u200b' at character 1 (U+200B); expected",
                "a\u0301, '\u0301' at character 1 (U+0301); expected",
                "a<blank>, the blank '<blank>' at character 1"
            })
    void namesWhatItRefuses(String text, String reason) {
        assertThatExceptionOfType(CtcInputException.class)
                .isThrownBy(() -> TOKENS.labels(text))
                .withMessageContaining(reason)
                .satisfies(e -> assertThat(e.field()).isEqualTo("target"));
    }

    @Test
    void aSymbolThatStandsTwiceStillGivesText() {
        assertThat(TOKENS.text(Labels.of(1, 4, 2, 5))).isEqualTo("a b ");
    }

    @Test
    void aTextMeansTheFirstClassOfASymbolThatStandsTwiceOrTheChosenOne() {
        var vocabulary = Vocabulary.of(List.of("a", " ", "-", " ", "-"), 2);
        var emissions = Emissions.of(
                FloatMatrix.ofRows(new float[] {0, 1, 0, 3, 0}, new float[] {0, 1, 0, -2, 0}), ScoreKind.LOGITS);

        assertThat(vocabulary.labels(" a-").toArray()).containsExactly(1, 0, 4); // a target holds no blank
        assertThat(vocabulary.repeated()).containsExactly(Map.entry(" ", List.of(1, 3)));
        var choices = SymbolChoice.of("a ", vocabulary, emissions);
        assertThat(choices).containsExactly(new SymbolChoice(" ", List.of(1, 3), 3));
        assertThat(vocabulary.choosing(choices).labels("a ").toArray()).containsExactly(0, 3);
        assertThat(SymbolChoice.of("a", vocabulary, emissions)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {" ", "<space>", "\u3000"})
    void whiteSpaceInATextIsASymbolToChooseButNotAtItsEnds(String space) {
        var vocabulary = Vocabulary.of(List.of("a", space, "-", space), 2);
        var emissions = Emissions.of(FloatMatrix.ofRows(new float[] {0, 1, 0, 3}), ScoreKind.LOGITS);

        assertThat(SymbolChoice.of("a\na", vocabulary, emissions))
                .containsExactly(new SymbolChoice(space, List.of(1, 3), 3));
        assertThat(SymbolChoice.of("a\n", vocabulary, emissions)).isEmpty();
        assertThat(SymbolChoice.of("\ta", vocabulary, emissions)).isEmpty();
    }

    @Test
    void onlyTheBlankMayBeEmpty() {
        assertThat(Vocabulary.of(List.of("", "a"), 0).labels("aa").toArray()).containsExactly(1, 1);
    }

    @ParameterizedTest
    @CsvSource({"-1", "3"})
    void refusesABlankOutsideTheSymbols(int blank) {
        assertThatExceptionOfType(CtcInputException.class)
                .isThrownBy(() -> Vocabulary.of(List.of("a", "b", "c"), blank))
                .satisfies(e -> assertThat(e.field()).isEqualTo("blank"));
    }

    @Test
    void refusesASymbolThatWouldBeLongToTryAtEachPlaceOfAText() {
        assertThat(Vocabulary.of(List.of("a".repeat(Vocabulary.LONGEST_SYMBOL), "ε"), 1)
                        .size())
                .isEqualTo(2);
        assertThatExceptionOfType(CtcInputException.class)
                .isThrownBy(() -> Vocabulary.of(List.of("ε", "a".repeat(Vocabulary.LONGEST_SYMBOL + 1)), 0))
                .satisfies(e -> assertThat(e.field()).isEqualTo("vocabulary/1"));
    }

    @Test
    void refusesAnEmptySymbol() {
        assertThatExceptionOfType(CtcInputException.class)
                .isThrownBy(() -> Vocabulary.of(List.of("a", ""), 0))
                .satisfies(e -> assertThat(e.field()).isEqualTo("vocabulary/1"));
    }
}
