package io.ctcservice.core.loss;

import static org.assertj.core.api.Assertions.assertThat;

import io.ctcservice.core.Emissions;
import io.ctcservice.core.FloatMatrix;
import io.ctcservice.core.ScoreKind;
import io.ctcservice.testing.TinyCase;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests of the pass that keeps few rows against the whole lattice. */
class PlainPassTests {

    @ParameterizedTest(name = "{0} bytes a level")
    @ValueSource(longs = {0, 1000, Long.MAX_VALUE})
    void givesTheOccupancyOfTheWholeLatticeToTheLastBit(long levelBytes) {
        for (int seed = 0; seed < 100; seed++) {
            var random = new Random(seed);
            var tiny = randomCase(random);
            var lattice = ForwardBackward.lattice(tiny.emissions(), tiny.target());
            var pass = new PlainPass(tiny.emissions(), tiny.target(), levelBytes);
            assertThat(pass.logLikelihood()).isEqualTo(lattice.logLikelihood());
            assertThat(pass.occupancy()).as("seed %d", seed).isEqualTo(occupancy(tiny, lattice));
            assertThat(pass.gradient()).as("seed %d", seed).isEqualTo(gradient(tiny, lattice));
        }
    }

    /** Returns a case some of whose scores are the least float, and some log zero. */
    private static TinyCase randomCase(Random random) {
        int vocabSize = 2 + random.nextInt(6);
        var tiny = TinyCase.random(random, 1 + random.nextInt(90), vocabSize, 0, random.nextInt(30));
        float[] logits = tiny.emissions().scores().toArray();
        int share = 2 + random.nextInt(60);
        for (int i = 0; i < logits.length; i++) {
            if (random.nextInt(share) == 0) {
                logits[i] = random.nextInt(4) == 0 ? Float.NEGATIVE_INFINITY : -Float.MAX_VALUE;
            }
        }
        for (int t = 0; t < tiny.emissions().frames(); t++) {
            int finite = t * vocabSize + random.nextInt(vocabSize); // no row of nothing but log zeros
            logits[finite] = Math.max(logits[finite], -Float.MAX_VALUE);
        }
        var scores = FloatMatrix.adopt(tiny.emissions().frames(), vocabSize, logits);
        return new TinyCase(Emissions.of(scores, ScoreKind.LOGITS), tiny.target());
    }

    private static FloatMatrix occupancy(TinyCase tiny, Lattice lattice) {
        return FloatMatrix.adopt(tiny.emissions().frames(), tiny.emissions().vocabSize(), sums(tiny, lattice, false));
    }

    private static FloatMatrix gradient(TinyCase tiny, Lattice lattice) {
        return FloatMatrix.adopt(tiny.emissions().frames(), tiny.emissions().vocabSize(), sums(tiny, lattice, true));
    }

    private static float[] sums(TinyCase tiny, Lattice lattice, boolean gradient) {
        int vocabSize = tiny.emissions().vocabSize();
        var values = new float[tiny.emissions().frames() * vocabSize];
        boolean possible = lattice.logLikelihood() != Double.NEGATIVE_INFINITY;
        for (int t = 0; possible && t < tiny.emissions().frames(); t++) {
            for (int v = 0; v < vocabSize; v++) {
                double sum = 0;
                for (int s = 0; s < tiny.target().states(); s++) {
                    sum += tiny.target().label(s) == v ? lattice.posterior().get(t, s) : 0;
                }
                values[t * vocabSize + v] = (float) (gradient ? tiny.emissions().softmax(t, v) - sum : sum);
            }
        }
        return values;
    }
}
