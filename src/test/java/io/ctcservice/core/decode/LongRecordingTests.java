package io.ctcservice.core.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.ctcservice.core.Emissions;
import io.ctcservice.core.FloatMatrix;
import io.ctcservice.core.ScoreKind;
import io.ctcservice.core.loss.Forward;
import io.ctcservice.core.loss.scaled.ScaledForward;
import io.ctcservice.core.text.Vocabulary;
import io.ctcservice.core.text.WordGrouping;
import io.ctcservice.testing.OtherJvm;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests that the memory of decoding grows no faster than the emissions, for half an hour and more. */
@Tag("slow")
class LongRecordingTests {

    private static final int FRAMES = 100_000;
    private static final int BLANK = 27;

    /** 100,000 frames of 28 classes are 11 MB; the lattice of their 30,000 labels would be 48 GB. */
    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"greedy", "beam"})
    void aHundredThousandFramesAreReadInAHeapOf96Megabytes(String decoder) throws IOException {
        assertThat(OtherJvm.output(96, Main.class, decoder)).contains("read ").contains("logProb NaN");
    }

    @Test
    void theExactProbabilityIsLeftOutWhereItsLatticeIsTooLarge() {
        var emissions = speech(50);
        int labels = decoder("greedy", Long.MAX_VALUE)
                .decode(emissions)
                .getFirst()
                .labels()
                .length();
        long cells = 50L * (2 * labels + 1);
        for (String decoder : List.of("greedy", "beam")) {
            var within = decoder(decoder, cells).decode(emissions).getFirst();
            var beyond = decoder(decoder, cells - 1).decode(emissions).getFirst();
            assertThat(within.logProb()).isNegative();
            assertThat(within.confidence()).isEqualTo(Math.exp(within.logProb()));
            assertThat(beyond.logProb()).isNaN();
            assertThat(beyond.confidence()).isNaN();
            assertThat(beyond.labels()).isEqualTo(within.labels());
            assertThat(beyond.score()).isEqualTo(within.score());
        }
    }

    private static Decoder decoder(String name, long mostCells) {
        Forward forward = ScaledForward.scalar();
        return name.equals("greedy")
                ? new GreedyDecoder(forward, BLANK, mostCells)
                : new PrefixBeamDecoder(
                        forward, BLANK, BeamSettings.DEFAULT, Optional.empty(), Optional.empty(), mostCells);
    }

    /** Returns frames that are sure of a letter or the blank, with a little noise. */
    private static Emissions speech(int frames) {
        var random = new Random(1);
        var logits = new float[frames * (BLANK + 1)];
        for (int t = 0; t < frames; t++) {
            for (int v = 0; v <= BLANK; v++) {
                logits[t * (BLANK + 1) + v] = random.nextFloat();
            }
            logits[t * (BLANK + 1) + (t % 3 == 0 ? random.nextInt(BLANK) : BLANK)] = 9;
        }
        return Emissions.withBestPath(FloatMatrix.adopt(frames, BLANK + 1, logits), ScoreKind.LOGITS);
    }

    /** The program for the other JVM. */
    static final class Main {

        private Main() {}

        public static void main(String[] arguments) {
            var emissions = speech(FRAMES);
            var best = decoder(arguments[0], 2_000_000_000L).decode(emissions).getFirst();
            var finder = new SpanFinder(BLANK, Optional.of(WordGrouping.of(Vocabulary.ofEnglish())));
            var spans = finder.find(emissions, best.labels());
            System.out.println("read " + best.labels().length() + " labels, "
                    + spans.words().size() + " words, logProb " + best.logProb());
        }
    }
}
