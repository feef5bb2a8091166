package io.ctcservice.core.lm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests of the prices of spellings, by a model of a short list of words. */
class SpellingModelTests {

    private static final List<String> WORDS = List.of(
            "paris",
            "parish",
            "avia",
            "navy",
            "vital",
            "kite",
            "king",
            "kind",
            "caravan",
            "savannah",
            "india",
            "data",
            "the",
            "then",
            "there",
            "other",
            "mother",
            "brother",
            "met",
            "meet",
            "in",
            "into",
            "a",
            "as",
            "at",
            "she",
            "her",
            "here",
            "where",
            "relation",
            "station",
            "nation",
            "national",
            "sand",
            "band",
            "under",
            "thunder");

    private static SpellingModel model(List<String> words) {
        var counts = new LetterCounts(words.size());
        words.forEach(counts::add);
        return new SpellingModel(counts);
    }

    private static double logProb(SpellingModel model, String word) {
        return model.endLogProb(state(model, word)) + beginning(model, word);
    }

    private static double beginning(SpellingModel model, String word) {
        double logProb = 0;
        for (int i = 0; i < word.length(); i++) {
            logProb += model.logProb(state(model, word.substring(0, i)), word.charAt(i));
        }
        return logProb;
    }

    private static int state(SpellingModel model, String word) {
        int state = model.start();
        for (int i = 0; i < word.length(); i++) {
            state = model.next(state, word.charAt(i));
        }
        return state;
    }

    @ParameterizedTest
    @CsvSource({
        "thation, tnhaoit", // letters in the order of the language
        "kavita, kvtaia",
        "vo, vovovovo", // longer is dearer
        "2, 2x",
        "1991, 19x91",
        "75, 75sand",
        "c1, caravan1",
        "stand, stand2",
        "3.50, 3x50",
        "10:30, 10:ab",
        "50%, 5%%%0",
        "$5, $$$5",
        "(then, then()",
        "kavita.navia, kavita.nvaai",
        "u.s, u.st",
        "u.s.a., u-s-a-", // periods behind initials
        "k.t., ka.t.",
        "k.t., k.t.2",
        "nn., n-n-",
        "vk., vkn.",
        "kavita, kavita.",
        "5-king, 5-kngi"
    })
    void theFirstIsMoreProbable(String likely, String unlikely) {
        SpellingModel model = model(WORDS);
        assertThat(logProb(model, likely)).isGreaterThan(logProb(model, unlikely) + 1);
    }

    /** The blanks in its place cost a network that is 99 % sure of a sign 4.9 nats, and the weight of the model is 0.35. */
    @ParameterizedTest
    @CsvSource({
        "3.50, 350",
        "1.234.567, 1234567",
        "$5, 5",
        "50%, 50",
        "2024-05-06, 20240506",
        "kavita., kavita",
        "www.avia.in, wwwaviain",
        "(kavita), kavita",
        "12th., 12th"
    })
    void aSignCostsLessThanANetworkThatIsSureOfIt(String with, String without) {
        SpellingModel model = model(WORDS);
        int signs = with.length() - without.length();
        assertThat(0.35 * (logProb(model, without) - logProb(model, with))).isBetween(0.0, 0.6 * signs * 4.9);
    }

    /** No word of the list has a period, which is no letter of it therefore. */
    @Test
    void aPeriodIsMoreProbableThanOtherSigns() {
        SpellingModel model = model(WORDS);
        assertThat(model.logProb(state(model, "k"), '.')).isEqualTo(Math.log(0.3));
        assertThat(model.logProb(state(model, "k.n"), '.')).isEqualTo(Math.log(0.3));
        assertThat(model.logProb(state(model, "ki"), '.')).isEqualTo(Math.log(0.05));
        assertThat(model.logProb(state(model, "kk"), '.')).isEqualTo(Math.log(0.05)); // no word begins so
        assertThat(model.logProb(state(model, "kkkav"), '.')).isEqualTo(Math.log(0.05));
        assertThat(model.logProb(state(model, "kav"), '-')).isLessThan(Math.log(0.02));
        assertThat(model.logProb(state(model, "k"), '-')).isLessThan(Math.log(0.02));
        assertThat(model.endLogProb(state(model, "k."))).isEqualTo(Math.log(0.45));
        assertThat(model.endLogProb(state(model, "kk."))).isEqualTo(Math.log(0.9));
        assertThat(model.logProb(state(model, "k."), '2')).isCloseTo(Math.log(0.002), within(1e-12));
        assertThat(model.logProb(state(model, "k."), ',')).isEqualTo(Math.log(0.01));
        assertThat(model.endLogProb(state(model, "k.,"))).isEqualTo(Math.log(0.9));
        assertThat(model.logProb(state(model, "k."), 'n') - model.logProb(model.start(), 'n'))
                .isCloseTo(Math.log(0.5), within(1e-12));
        assertThat(SpellingModel.isBehindWord(state(model, "k."))).isTrue();
        assertThat(SpellingModel.isBehindWord(state(model, "k.n"))).isFalse();
    }

    @Test
    void allDigitsAreAlike() {
        SpellingModel model = model(WORDS);
        assertThat(logProb(model, "2075")).isEqualTo(logProb(model, "1391"));
    }

    @Test
    void anyCharacterMayCome() {
        SpellingModel model = model(WORDS);
        for (String word : List.of("é", "naïve", "天", "x-y", "2é", "é2", "KING", "a'b", "’", "q", "2a2", "2ab")) {
            assertThat(logProb(model, word)).as(word).isBetween(-120.0, -1.0);
        }
    }

    @Test
    void aListOfNoWordsPricesAnyWord() {
        assertThat(logProb(model(List.of()), "word2")).isBetween(-120.0, -1.0);
    }

    @ParameterizedTest(name = "after \"{0}\"")
    @ValueSource(strings = {"k", "nat", "kavi", "xq", "statio", "é", "12", "12a", "12th", "a1"})
    void whatMayFollowSumsToOne(String before) {
        SpellingModel model = model(WORDS);
        int state = state(model, before);
        double sum = Math.exp(model.endLogProb(state));
        for (char c = 'a'; c <= 'z'; c++) {
            sum += Math.exp(model.logProb(state, c));
        }
        for (char c = '0'; c <= '9'; c++) {
            sum += Math.exp(model.logProb(state, c));
        }
        // letters that the list does not have, 1e-4 each, and the digits among letters, 0.01 at most, come on top
        assertThat(sum).isCloseTo(1, within(0.013));
    }

    @Test
    void wordsOfLettersUpToALengthAreNoMoreThanCertain() {
        // over a and b: 2 + 4 + ... + 1024 words, which with the longer ones sum to 1
        SpellingModel model = model(List.of("a", "ab", "ba", "abba", "bab", "aab", "baab"));
        double sum = 0;
        for (int length = 1; length <= 10; length++) {
            for (int bits = 0; bits < 1 << length; bits++) {
                var word = new StringBuilder();
                for (int i = 0; i < length; i++) {
                    word.append((bits >> i & 1) == 0 ? 'a' : 'b');
                }
                sum += Math.exp(logProb(model, word.toString()));
            }
        }
        // some of the mass is the empty word's, which never comes
        assertThat(sum).isBetween(0.8, 1 + 1e-6);
    }

    @Test
    void figuresUpToALengthAreNoMoreThanCertain() {
        SpellingModel model = model(WORDS);
        double sum = 0;
        for (int length = 1; length <= 8; length++) {
            sum += Math.pow(10, length) * Math.exp(logProb(model, "7".repeat(length)));
        }
        assertThat(sum).isBetween(0.98, 1.0);
    }

    @Test
    void theBeginningOfAWordIsWorthWhatItsContinuationsSumTo() {
        SpellingModel model = model(WORDS);
        for (String word : List.of("st", "kav", "na", "thund")) {
            double sum = Math.exp(logProb(model, word));
            for (char c = 'a'; c <= 'z'; c++) {
                sum += Math.exp(beginning(model, word + c));
            }
            assertThat(sum / Math.exp(beginning(model, word))).as(word).isCloseTo(1, within(0.01));
        }
    }

    @Test
    void aMillionWordsTakeNoMoreMemoryThanAHundredThousand() {
        var counts = new LetterCounts(1_000_000);
        var random = new Random(1);
        for (int i = 0; i < 1_000_000; i++) {
            var word = new StringBuilder();
            for (int k = 3 + random.nextInt(8); k > 0; k--) {
                word.append((char) ('a' + random.nextInt(26)));
            }
            counts.add(word.toString());
        }
        // random letters: no two n-grams alike, the worst there is
        assertThat(new SpellingModel(counts).bytes()).isLessThan(20L << 20);
    }
}
