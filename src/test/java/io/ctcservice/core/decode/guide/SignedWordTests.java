package io.ctcservice.core.decode.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ctcservice.core.lm.LanguageModel;
import io.ctcservice.core.lm.NgramLanguageModel;
import io.ctcservice.core.lm.WordHash;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class SignedWordTests {

    private static final String ARPA = """
            \\data\\
            ngram 1=4

            \\1-grams:
            -99\t<s>
            -1.9\t<unk>
            -0.6\troad
            -0.8\troads

            \\end\\
            """;

    /** Each sign has the probability 0.01, whatever stands behind it. */
    @Test
    void itsPrefixIsThatOfTheWordAndItsSigns() throws IOException {
        LanguageModel model = model();
        double road = model.prefixProbability(WordHash.append(WordHash.EMPTY, "roa"));
        assertThat(of("roa").prefixProbability(model)).isZero(); // without signs it is no other word
        assertThat(of("\"").prefixProbability(model)).isCloseTo(0.01, within(1e-15));
        assertThat(of("(", "\"").prefixProbability(model)).isCloseTo(1e-4, within(1e-17));
        assertThat(of("\"", "roa").prefixProbability(model)).isCloseTo(0.01 * road, within(1e-15));
        assertThat(of("(\"r", "oa").prefixProbability(model)).isCloseTo(1e-4 * road, within(1e-17));
        assertThat(of("\"rox").prefixProbability(model)).isZero();
    }

    @Test
    void itsWordIsTheListedOneBehindTheSigns() throws IOException {
        LanguageModel model = model();
        int road = model.word(WordHash.append(WordHash.EMPTY, "road"));
        assertThat(of("(", "\"", "ro", "ad").word(model)).isEqualTo(road);
        assertThat(of("(\"", "road").signsLogProb()).isCloseTo(2 * Math.log(0.01), within(1e-14));
        assertThat(model.isUnknown(of("road").word(model))).isTrue();
        assertThat(model.isUnknown(of("(", "\"").word(model))).isTrue();
        assertThat(model.isUnknown(of("\"ro", "\"ad").word(model))).isTrue(); // a sign in the word is part of it
    }

    @Test
    void aCopyStaysAsItWas() throws IOException {
        LanguageModel model = model();
        SignedWord signed = of("\"", "roa");
        signed.close(7);
        SignedWord copy = signed.copy();
        signed.append("d", false);
        signed.close(LanguageModel.NO_WORD);
        assertThat(copy.closed()).isEqualTo(7);
        assertThat(copy.hasSigns()).isTrue();
        assertThat(model.isUnknown(copy.word(model))).isTrue();
        copy.append("d", false);
        assertThat(copy.word(model)).isEqualTo(signed.word(model));
        assertThat(of("road").copy()).isSameAs(SignedWord.NONE);
    }

    /** A search appends to one and the same. */
    @Test
    void nothingIsLeftOfTheWordBefore() throws IOException {
        LanguageModel model = model();
        SignedWord signed = of("(", "\"", "roa");
        signed.close(7);
        signed.clear();
        assertThat(signed.hasSigns()).isFalse();
        assertThat(signed.closed()).isEqualTo(LanguageModel.NO_WORD);
        signed.append("\"road", true);
        assertThat(signed.signsLogProb()).isCloseTo(Math.log(0.01), within(1e-14));
        assertThat(signed.word(model)).isEqualTo(of("\"road").word(model));
        assertThat(model.isUnknown(signed.word(model))).isFalse();
    }

    private static SignedWord of(String... pieces) {
        var signed = new SignedWord();
        for (int i = 0; i < pieces.length; i++) {
            signed.append(pieces[i], i == 0);
        }
        return signed;
    }

    private static LanguageModel model() throws IOException {
        return NgramLanguageModel.read(new ByteArrayInputStream(ARPA.getBytes(StandardCharsets.UTF_8)));
    }
}
