package io.ctcservice.core.lm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.ctcservice.testing.SharedData;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class NgramLanguageModelTests {

    private static final double LN_10 = Math.log(10);
    private static final double FLOAT_ROUNDING = 1e-5; // numbers of the file are kept in float32, here below 10

    static final String TOY = """
            a comment

            \\data\\
            ngram 1=5
            ngram 2=3
            ngram 3=1

            \\1-grams:
            -1.0\t<unk>
            -99\t<s>\t-0.5
            -0.7\t</s>
            -0.6\ta\t-0.2
            -0.8\tb\t-0.3

            \\2-grams:
            -0.1\t<s> a\t-0.05
            -0.4\ta b\t-0.25
            -0.2\tb </s>

            \\3-grams:
            -0.3\t<s> a b

            \\end\\
            """;

    @Test
    void theLongestListedNgramCounts() throws IOException {
        assertThat(log10(toy(), "a b")).containsExactly(new double[] {-0.1, -0.3, -0.25 - 0.2}, within(FLOAT_ROUNDING));
    }

    /** Also where the number of an unknown word is one beyond all that are listed. */
    @Test
    void afterAnUnknownWordOfAModelThatListsNoneThereIsNoContext() throws IOException {
        String arpa = TOY.replace("-1.0\t<unk>\n", "").replace("ngram 1=5", "ngram 1=4");
        var model = NgramLanguageModel.read(new ByteArrayInputStream(arpa.getBytes(StandardCharsets.UTF_8)));
        var context = new int[model.contextSize()];
        model.startSentence(context, 0);
        model.advance(context, 0, context, 0, model.unknown());
        assertThat(context[0]).isEqualTo(LanguageModel.NO_WORD);
        int b = model.word(WordHash.append(WordHash.EMPTY, "b"));
        assertThat(model.logProb(context, 0, b)).isCloseTo(-0.8 * LN_10, within(FLOAT_ROUNDING));
    }

    @Test
    void whatIsNotListedBacksOff() throws IOException {
        // b after <s>: bow(<s>) + p(b); a after <s> b: bow(b) + p(a); </s> after b a: bow(a) + p(</s>)
        assertThat(log10(toy(), "b a"))
                .containsExactly(new double[] {-0.5 - 0.8, -0.3 - 0.6, -0.2 - 0.7}, within(FLOAT_ROUNDING));
    }

    @Test
    void unknownWordsHaveTheProbabilityOfUnkAndABackOff() throws IOException {
        LanguageModel model = toy();
        assertThat(model.isUnknown(model.word(WordHash.append(WordHash.EMPTY, "zebra"))))
                .isTrue();
        assertThat(model.isUnknown(model.word(WordHash.append(WordHash.EMPTY, "a"))))
                .isFalse();
        assertThat(log10(model, "zebra a"))
                .containsExactly(new double[] {-0.5 - 1.0, -0.6, -0.2 - 0.7}, within(FLOAT_ROUNDING));
    }

    /** log10 p(b | a) would be 0.5 − 0.3. */
    @Test
    void aBackOffWeightAboveZeroMakesNoProbabilityAboveOne() throws IOException {
        String file = """
                \\data\\
                ngram 1=4
                ngram 2=1

                \\1-grams:
                -99\t<s>
                -0.7\t</s>
                -0.6\ta\t0.5
                -0.3\tb

                \\2-grams:
                -0.1\t<s> a

                \\end\\
                """;
        var model = NgramLanguageModel.read(new ByteArrayInputStream(file.getBytes(StandardCharsets.UTF_8)));
        assertThat(log10(model, "a b")).containsExactly(new double[] {-0.1, 0, -0.7}, within(FLOAT_ROUNDING));
    }

    @Test
    void theSentenceMarksAreNoWordsToBeRead() throws IOException {
        LanguageModel model = toy();
        assertThat(model.isUnknown(model.word(WordHash.append(WordHash.EMPTY, "<s>"))))
                .isTrue();
        assertThat(model.isUnknown(model.word(WordHash.append(WordHash.EMPTY, "</s>"))))
                .isTrue();
    }

    @Test
    void anEmptySentenceIsItsEnd() throws IOException {
        assertThat(log10(toy(), "")).containsExactly(new double[] {-0.5 - 0.7}, within(FLOAT_ROUNDING));
    }

    @Test
    void tellsItsOrderAndItsCounts() throws IOException {
        LanguageModel model = toy();
        assertThat(model.order()).isEqualTo(3);
        assertThat(model.ngrams(1)).isEqualTo(5);
        assertThat(model.ngrams(2)).isEqualTo(3);
        assertThat(model.ngrams(3)).isEqualTo(1);
    }

    @Test
    void gzipIsReadAsItsContent() throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write(TOY.getBytes(StandardCharsets.UTF_8));
        }
        var model = NgramLanguageModel.read(new ByteArrayInputStream(bytes.toByteArray()));
        assertThat(log10(model, "a b")).containsExactly(log10(toy(), "a b"));
    }

    @Test
    void aModelOfSingleWordsHasNoContext() throws IOException {
        var model = read("\\data\\\nngram 1=2\n\n\\1-grams:\n-0.5 </s>\n-0.25 a\n\n\\end\\\n");
        assertThat(model.contextSize()).isZero();
        assertThat(log10(model, "a a")).containsExactly(-0.25, -0.25, -0.5);
    }

    @Test
    void whatOtherToolkitsWriteIsReadToo() throws IOException {
        var counts = read(TOY.replace("ngram 1=5", "ngram  1=        5").replace("ngram 2=", "ngram 2 = "));
        assertThat(counts.ngrams(1)).isEqualTo(5);
        assertThat(read("\uFEFF" + TOY.substring(TOY.indexOf("\\data\\"))).order())
                .isEqualTo(3);
        assertThat(read(TOY.replace("\n", "\r\n").replace('\t', ' ')).order()).isEqualTo(3);
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "`BZh91AY&SY`, bzip2",
                "`\u00fd7zXZ\0`, xz",
                "`(\u00b5/\u00fd`, zstd",
                "`PK\u0003\u0004`, zip",
                "`blmt 3 10 20 30`, IRSTLM",
                "`blmtI 3 10 20 30`, IRSTLM",
                "`Qblmt 3 10 20 30`, IRSTLM",
                "`iARPA`, compile-lm --text=yes",
                "`qARPA 3 10 20 30`, compile-lm --text=yes",
                "`Trie Language Model`, sphinx_lm_convert",
                "`\u0011\0\0\0Darpa Trigram LM`, sphinx_lm_convert",
                "`\0\0\0\u0011Darpa Trigram LM`, sphinx_lm_convert"
            })
    void filesOfOtherFormsAreNamedForWhatTheyAre(String start, String name) throws IOException {
        byte[] file = (start + "\n" + TOY).getBytes(StandardCharsets.ISO_8859_1);
        var zipped = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(zipped)) {
            gzip.write(file);
        }
        for (byte[] form : List.of(file, zipped.toByteArray())) {
            assertThatThrownBy(() -> NgramLanguageModel.read(new ByteArrayInputStream(form)))
                    .isInstanceOf(ArpaFormatException.class)
                    .hasMessageContaining(name)
                    .hasMessageContaining("ARPA");
        }
    }

    @Test
    void aTarArchiveIsNamed() {
        var file = new byte[1024];
        System.arraycopy("ustar".getBytes(StandardCharsets.US_ASCII), 0, file, 257, 5);
        assertThatThrownBy(() -> NgramLanguageModel.read(new ByteArrayInputStream(file)))
                .isInstanceOf(ArpaFormatException.class)
                .hasMessageContaining("tar archive");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-inf", "-Inf", "-Infinity", "-INF"})
    void logZeroIsRead(String logZero) throws IOException {
        LanguageModel model = read(TOY.replace("-99\t<s>", logZero + "\t<s>").replace("-0.8\tb", logZero + "\tb"));
        assertThat(log10(model, "a b a")).startsWith(log10(toy(), "a b a")[0], log10(toy(), "a b a")[1]);
        assertThat(log10(model, "b a")[0]).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(log10(model, "b a")[1]).isCloseTo(log10(toy(), "b a")[1], within(FLOAT_ROUNDING));
    }

    @Test
    void aHistoryThatLeavesNothingHasABackOffOfLogZero() throws IOException {
        LanguageModel model = read(TOY.replace("-0.6\ta\t-0.2", "-0.6\ta\t-inf"));
        assertThat(log10(model, "a b a")[1]).isCloseTo(-0.3, within(FLOAT_ROUNDING));
        assertThat(log10(model, "b a")[2]).isEqualTo(Double.NEGATIVE_INFINITY);
    }

    @ParameterizedTest(name = "{0} -> {1}: line {2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '$',
            value = {
                "ngram 2=3      | ngram 3=3       | 5",
                "ngram 1=5      | ngram 1=four    | 4",
                "ngram 1=5      | ngram 1=-5      | 4",
                "ngram 1=5      | ngram 1=2147483640 | 4",
                "ngram 1=5      | ngram 1=99999999999999999999 | 4",
                "ngram 1=5      | ngram 1=6       | 14",
                "ngram 1=5      | ngram 1=4       | 13",
                "\\1-grams:     | \\2-grams:      | 8",
                "-0.8\tb        | -0.8b           | 13",
                "-0.8\tb        | 0.8\tb          | 13",
                "-0.8\tb        | x\tb            | 13",
                "-0.8\tb        | NaN\tb          | 13",
                "-0.8\tb\t-0.3  | -0.8\tb\tx      | 13",
                "-0.8\tb        | -0.8\ta         | 13",
                "a b\t-0.25     | a c\t-0.25      | 17",
                "a b\t-0.25     | a b c\t-0.25    | 17",
                "a b\t-0.25     | <s> a\t-0.25    | 17",
                "\\end\\        | \\done\\        | 23",
                "\\end\\        | $$              | 24",
                "\\data\\       | data            | 24",
            })
    void aBadFileIsRefusedWithItsLine(String good, String bad, long line) {
        assertThatThrownBy(() -> read(TOY.replace(good, bad)))
                .isInstanceOfSatisfying(ArpaFormatException.class, refused -> {
                    assertThat(refused.line()).isEqualTo(line);
                    assertThat(refused).hasMessageStartingWith("line " + line + ": ");
                });
    }

    @ParameterizedTest
    @CsvSource({"<S>, </S>, 11", "!SENT_START, !SENT_END, 11", "<s>, </S>, 11"})
    void otherMarksOfSentencesAreRefused(String start, String end, long line) {
        String other = TOY.replace("<s>", start).replace("</s>", end);
        assertThatThrownBy(() -> read(other))
                .isInstanceOf(ArpaFormatException.class)
                .hasMessage("line " + line + ": sentences are marked by " + end + "; expected <s> and </s>");
    }

    @Test
    void anotherMarkIsAWordBesideThoseOfSentences() throws IOException {
        LanguageModel model = read(TOY.replace("\ta", "\t!EXIT").replace(" a", " !EXIT"));
        assertThat(model.lists("!EXIT")).isTrue();
    }

    @Test
    void aGzipFileThatIsCutOffIsRefused() throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write(TOY.getBytes(StandardCharsets.UTF_8));
        }
        byte[] half = Arrays.copyOf(bytes.toByteArray(), bytes.size() / 2);
        assertThatThrownBy(() -> NgramLanguageModel.read(new ByteArrayInputStream(half)))
                .isInstanceOf(ArpaFormatException.class)
                .hasMessageContaining("gzip");
    }

    @Test
    void textThatIsNotUtf8IsRefused() {
        byte[] latin1 = TOY.replace("\tb\t", "\té\t").getBytes(StandardCharsets.ISO_8859_1);
        assertThatThrownBy(() -> NgramLanguageModel.read(new ByteArrayInputStream(latin1)))
                .isInstanceOf(ArpaFormatException.class)
                .hasMessageContaining("UTF-8");
    }

    @Test
    void countsThatNoMemoryHoldsAreNotBelievedIn() {
        assertThatThrownBy(() -> read(TOY.replace("ngram 3=1", "ngram 3=2000000000")))
                .isInstanceOf(ArpaFormatException.class)
                .hasMessageContaining("only 1 of 2000000000");
    }

    /** What KenLM makes of the same file: each token's log10 probability, the end of the sentence among them. */
    @Test
    void scoresAreKenlms() throws IOException {
        SharedData data = SharedData.require();
        LanguageModel model;
        try (InputStream file = Files.newInputStream(data.file("lm/en-us-pruned-3gram.arpa"))) {
            model = NgramLanguageModel.read(file);
        }
        for (JsonNode score :
                SharedData.readJson(data.file("lm/kenlm_scores.json")).get("scores")) {
            String sentence = score.get("sentence").asString();
            double[] actual = log10(model, sentence);
            double[] expected = score.get("tokens")
                    .valueStream()
                    .mapToDouble(token -> token.get(0).asDouble())
                    .toArray();
            assertThat(actual).as(sentence).containsExactly(expected, within(1e-4)); // KenLM's are rounded to that
            assertThat(Arrays.stream(actual).sum())
                    .as(sentence)
                    .isCloseTo(score.get("total_log10").asDouble(), within(1e-4));
        }
    }

    private static LanguageModel toy() throws IOException {
        return read(TOY);
    }

    static NgramLanguageModel read(String text) throws IOException {
        return NgramLanguageModel.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** Returns log10 p of each word of a sentence, and of its end. */
    static double[] log10(LanguageModel model, String sentence) {
        String[] words = sentence.isEmpty() ? new String[0] : sentence.split(" ");
        var scores = new double[words.length + 1];
        var contexts = new int[2 * model.contextSize()];
        model.startSentence(contexts, 0);
        for (int i = 0; i < words.length; i++) {
            int word = model.word(WordHash.append(WordHash.EMPTY, words[i]));
            scores[i] = model.logProb(contexts, 0, word) / LN_10;
            model.advance(contexts, 0, contexts, model.contextSize(), word);
            System.arraycopy(contexts, model.contextSize(), contexts, 0, model.contextSize());
        }
        scores[words.length] = model.endLogProb(contexts, 0) / LN_10;
        return scores;
    }
}
