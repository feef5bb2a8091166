package io.ctcservice.train.speech;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests of sentences of a small model with trigrams. */
class ArpaSamplerTests {

    private static final int DRAWS = 20_000;
    private static final double TOLERANCE = 0.015; // four standard deviations of a share of so many

    /** Probabilities of the words 0.5, 0.25 and 0.25; of a and b after the beginning 0.5 and 0.25; of a b after it 0.25. */
    private static final String MODEL = """
            \\data\\
            ngram 1=5
            ngram 2=3
            ngram 3=1

            \\1-grams:
            -99\t<s>\t-0.30103
            -0.30103\ta\t0
            -0.60206\tb\t0
            -0.60206\t</s>
            -inf\tnever

            \\2-grams:
            -0.30103\t<s> a\t0
            -0.60206\t<s> b
            -inf\ta a

            \\3-grams:
            -0.60206\t<s> a b

            \\end\\
            """;

    @TempDir
    private Path folder;

    private ArpaSampler sampler() throws IOException {
        return new ArpaSampler(Files.writeString(folder.resolve("model.arpa"), MODEL));
    }

    /** Returns the share of sentences that begin so. */
    private static double share(ArpaSampler sampler, String beginning) {
        var random = new Random(1);
        int found = 0;
        for (int i = 0; i < DRAWS; i++) {
            found += (sampler.draw(random) + " </s> ").startsWith(beginning) ? 1 : 0;
        }
        return (double) found / DRAWS;
    }

    @Test
    void listedWordsAreDrawnAsOftenAsTheModelSays() throws IOException {
        var sampler = sampler();
        assertThat(share(sampler, "a")).isCloseTo(0.5, within(TOLERANCE));
        assertThat(share(sampler, "b")).isCloseTo(0.25, within(TOLERANCE));
        assertThat(share(sampler, "a b")).isCloseTo(0.5 * 0.25, within(TOLERANCE));
    }

    /** After "a" neither "b", which the trigram lists, nor "a", which the bigram does with a probability of 0: the rest is the end. */
    @Test
    void otherWordsShareWhatIsLeftOver() throws IOException {
        var sampler = sampler();
        assertThat(share(sampler, " </s>")).isCloseTo(0.25, within(TOLERANCE));
        assertThat(share(sampler, "a </s>")).isCloseTo(0.5 * 0.75, within(TOLERANCE));
        assertThat(share(sampler, "a a")).isZero();
        assertThat(share(sampler, "never")).isZero();
    }

    @Test
    void aWordIsDrawnWhereRoundingAloneIsLeftOver() throws IOException {
        Path file = Files.writeString(folder.resolve("model.arpa"), """
                \\1-grams:
                -0.30103\ta
                -0.30103\t</s>

                \\2-grams:
                -0.4\t<s> a
                -0.4\t<s> </s>
                """);
        assertThat(share(new ArpaSampler(file), "a")).isCloseTo(0.5, within(TOLERANCE));
    }

    @Test
    void aCompressedModelIsRead() throws IOException {
        Path file = folder.resolve("model.arpa.gz");
        try (var out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(MODEL.getBytes(StandardCharsets.UTF_8));
        }
        assertThat(new ArpaSampler(file).words()).containsExactlyInAnyOrder("a", "b", "</s>", "never");
    }

    @Test
    void aFileWithoutWordsIsRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("no.arpa"), "a cat\n");
        assertThatIOException()
                .isThrownBy(() -> new ArpaSampler(file))
                .withMessageStartingWith(file + " lists no words");
    }
}
