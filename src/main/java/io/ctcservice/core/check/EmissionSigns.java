package io.ctcservice.core.check;

import io.ctcservice.core.Counted;
import io.ctcservice.core.Emissions;
import io.ctcservice.core.FloatMatrix;
import io.ctcservice.core.ScoreKind;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.IntUnaryOperator;

/**
 * The signs that emissions are not what they are said to be. Looks at {@value #MOST} frames at most, so that it costs next to nothing.
 *
 * @param transposed a warning that frames and classes look exchanged; empty if they do not
 * @param actingBlank a class that acts as the blank although another is declared; empty if none does, or if frames and
 *     classes look exchanged
 */
public record EmissionSigns(Optional<String> transposed, Optional<ActingBlank> actingBlank) {

    private static final int MOST = 64;

    /** The least number of frames and classes to judge: smaller examples can look like anything. */
    private static final int LEAST_FRAMES = 4;

    private static final int LEAST_SQUARE = 8;

    /**
     * The least share of frames in which a class must be best to act as the blank: on 146 real lines the blank is best in 47 to 80 % of the
     * frames, any other class in at most 28 %. So a class that is best in 40 % of them, and four times as often as the
     * blank, does the work of the blank.
     */
    private static final double LEAST_SHARE = 0.4;

    private static final int TIMES_THE_BLANK = 4;

    /**
     * A class that is the best far more often than the blank.
     *
     * @param label class index
     * @param percent of the frames in which it is best
     */
    public record ActingBlank(int label, long percent) {

        /**
         * Returns a warning.
         *
         * @param blank the class that is declared to be the blank
         * @param name names a class
         * @param where what the frames are of, such as {@code utterance 3}
         */
        public String describe(int blank, IntFunction<String> name, String where) {
            return "the class " + name.apply(blank) + " is hardly ever the best, but " + name.apply(label) + " is in "
                    + percent + " % of the frames of " + where;
        }
    }

    /** Returns the signs of an utterance with this blank. */
    public static EmissionSigns of(Emissions emissions, int blank) {
        int frames = emissions.frames();
        int samples = Math.min(frames, MOST);
        var other = otherThanBlank(emissions, blank, samples);
        if (looksTransposed(emissions, Math.max(other.count(), other.countOfOther()) / (double) samples)) {
            String found = Counted.of(frames, "row") + " of " + Counted.of(emissions.vocabSize(), "score")
                    + " look transposed; expected one row a frame and one column a class";
            return new EmissionSigns(Optional.of(found), Optional.empty());
        }
        return new EmissionSigns(Optional.empty(), actingBlank(other, samples));
    }

    /** Returns the class that acts as the blank of a segment of a stream although another is declared; empty if none does. */
    public static Optional<ActingBlank> actingBlank(Emissions segment, int blank) {
        int samples = Math.min(segment.frames(), MOST);
        return actingBlank(otherThanBlank(segment, blank, samples), samples);
    }

    private static Optional<ActingBlank> actingBlank(Winner other, int samples) {
        return actsAsBlank(other, samples)
                ? Optional.of(new ActingBlank(other.index(), Math.round(100.0 * other.count() / samples)))
                : Optional.empty();
    }

    /** The index that is most often the best of some samples, its count, and the count of another index. */
    private record Winner(int index, int count, int countOfOther) {

        static Winner of(int samples, int size, int other, IntUnaryOperator best) {
            var counts = new int[size];
            int winner = -1;
            for (int i = 0; i < samples; i++) {
                int found = best.applyAsInt(i);
                if (found < 0) {
                    continue;
                }
                counts[found]++;
                winner = found != other && (winner < 0 || counts[found] > counts[winner]) ? found : winner;
            }
            return new Winner(winner, winner < 0 ? 0 : counts[winner], other < size ? counts[other] : 0);
        }
    }

    /** An element of a vector by index. */
    private interface Entry {
        float get(int vector, int place);
    }

    /** Returns the class that is best in most of some frames of all but the blank. */
    private static Winner otherThanBlank(Emissions emissions, int blank, int samples) {
        int frames = emissions.frames();
        return Winner.of(
                samples, emissions.vocabSize(), blank, i -> emissions.bestClass((int) ((long) i * frames / samples)));
    }

    private static boolean actsAsBlank(Winner other, int samples) {
        return samples >= LEAST_FRAMES
                && other.count() >= LEAST_SHARE * samples
                && other.count() >= TIMES_THE_BLANK * other.countOfOther();
    }

    /**
     * Returns whether the columns look like rows: probabilities or their logarithms that sum to 1, or one index that is
     * the best of many, as the blank is.
     */
    private static boolean looksTransposed(Emissions emissions, double largestShare) {
        if (emissions.kind() != ScoreKind.LOGITS || emissions.frames() < 2) {
            return false; // for other kinds the row sums show it
        }
        FloatMatrix scores = emissions.scores();
        if (sumToOne(scores.columns(), scores.rows(), (i, j) -> scores.get(j, i))) {
            return !sumToOne(scores.rows(), scores.columns(), (i, j) -> scores.get(i, j));
        }
        if (largestShare >= LEAST_SHARE || Math.min(scores.rows(), scores.columns()) < LEAST_SQUARE) {
            return false;
        }
        int[] best = bestRows(scores, Math.min(scores.columns(), MOST));
        var winner = Winner.of(best.length, scores.rows(), Integer.MAX_VALUE, i -> best[i]);
        return winner.count() >= LEAST_SHARE * best.length;
    }

    /**
     * Returns the rows with the highest scores in some columns, −1 where several have it: a class that is never likely often has
     * the same score in all frames. Goes through the matrix in the order in which it lies in memory.
     */
    private static int[] bestRows(FloatMatrix scores, int samples) {
        float[] array = scores.borrowArray();
        int columns = scores.columns();
        var sampled = new int[samples];
        Arrays.setAll(sampled, i -> (int) ((long) i * columns / samples));
        var most = new float[samples];
        Arrays.fill(most, Float.NEGATIVE_INFINITY);
        var best = new int[samples];
        Arrays.fill(best, -1);
        for (int row = 0; row < scores.rows(); row++) {
            int start = row * columns;
            for (int i = 0; i < samples; i++) {
                float score = array[start + sampled[i]];
                if (score >= most[i]) { // seldom, but for the first rows
                    best[i] = score > most[i] ? row : -1;
                    most[i] = score;
                }
            }
        }
        return best;
    }

    /** Returns whether some vectors, or the exponentials of their elements, sum to 1. */
    private static boolean sumToOne(int vectors, int length, Entry entry) {
        int samples = Math.min(vectors, LEAST_SQUARE);
        for (int i = 0; i < samples; i++) {
            int vector = (int) ((long) i * vectors / samples);
            double sum = 0;
            double exponentials = 0;
            boolean fits = true;
            for (int j = 0; j < length && fits; j++) {
                float value = entry.get(vector, j);
                fits = value <= 1;
                sum += value < 0 ? Double.NaN : value;
                exponentials += Math.exp(value);
            }
            if (!fits || !(isOne(sum) || isOne(exponentials))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isOne(double sum) {
        return Math.abs(sum - 1) <= Emissions.ROW_SUM_TOLERANCE;
    }
}
