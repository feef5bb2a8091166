package io.ctcservice.core.decode.guide;

import static org.assertj.core.api.Assertions.assertThat;

import io.ctcservice.core.lm.LanguageModel;
import io.ctcservice.core.lm.NgramLanguageModel;
import io.ctcservice.core.lm.SpellingModel.Spelled;
import io.ctcservice.core.lm.WordHash;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PartialWordsTests {

    private static final String ARPA = """
            \\data\\
            ngram 1=4

            \\1-grams:
            -99\t<s>
            -1.9\t<unk>
            -0.6\tabba
            -0.8\tcab

            \\end\\
            """;

    /** More words than there are slots, drawn again and again, each in places of different probability. */
    @Test
    void cachedOnesCostWhatFreshOnesCost() throws IOException {
        LanguageModel model = NgramLanguageModel.read(new ByteArrayInputStream(ARPA.getBytes(StandardCharsets.UTF_8)));
        var unlisted = new UnlistedWords(LanguageModelFusion.spelled(model, 0.7, 1.2));
        var cached = new PartialWords(model, unlisted);
        var random = new Random(1);
        for (int draw = 0; draw < 2000; draw++) {
            long hash = WordHash.EMPTY;
            double start = -1 - random.nextInt(2);
            var one = new Spelled();
            var other = new Spelled();
            one.set(unlisted.startState(), 0);
            other.set(unlisted.startState(), 0);
            var signed = new SignedWord();
            for (int length = 1 + random.nextInt(7); length > 0; length--) {
                String piece = String.valueOf("abc(".charAt(random.nextInt(4)));
                signed.append(piece, hash == WordHash.EMPTY);
                hash = WordHash.append(hash, piece);
                double expected = new PartialWords(model, unlisted).logProb(hash, signed, start, one, piece);

                assertThat(cached.logProb(hash, signed, start, other, piece)).isEqualTo(expected);
                assertThat(other.state()).isEqualTo(one.state());
                assertThat(other.logProb()).isEqualTo(one.logProb());
            }
        }
    }
}
