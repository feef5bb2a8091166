package io.ctcservice.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.ctcservice.core.lm.ArpaFormatException;
import io.ctcservice.core.lm.LanguageModel;
import io.ctcservice.core.lm.LanguageModelFormatException;
import io.ctcservice.core.lm.NgramLanguageModel;
import io.ctcservice.core.lm.WordHash;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;

/**
 * A fuzz test of ARPA files and binaries of KenLM's, plain and gzip: each is refused, an ARPA file with the line, or gives a model that
 * scores every sentence.
 */
final class LanguageModelFuzzTests {

    @FuzzTest
    void refusesWithTheFaultOrScoresEverySentence(byte[] file) throws IOException {
        // a gzip stream may hold a thousand times its bytes; the file is the operator's own
        BoundedMemory.check(file, 50_000, () -> {
            try {
                score(NgramLanguageModel.read(new ByteArrayInputStream(file)));
            } catch (ArpaFormatException refused) {
                assertThat(refused.line()).isPositive();
            } catch (LanguageModelFormatException refused) {
                assertThat(refused).hasMessageContaining("KenLM");
            }
        });
    }

    private static void score(LanguageModel model) {
        var contexts = new int[2 * model.contextSize()];
        model.startSentence(contexts, 0);
        for (String text : List.of("a", "b", "never heard", "a", "<s>", "</s>", "<unk>", "b")) {
            int word = model.word(WordHash.append(WordHash.EMPTY, text));
            assertThat(model.logProb(contexts, 0, word)).isNotNaN().isLessThan(Double.POSITIVE_INFINITY);
            assertThat(model.endLogProb(contexts, 0)).isNotNaN().isLessThan(Double.POSITIVE_INFINITY);
            model.advance(contexts, 0, contexts, model.contextSize(), word);
            System.arraycopy(contexts, model.contextSize(), contexts, 0, model.contextSize());
        }
    }
}
