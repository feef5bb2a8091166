package io.ctcservice.acoustic;

import io.ctcservice.core.CtcInputException;
import io.ctcservice.core.FloatMatrix;
import io.ctcservice.core.Labels;
import java.util.ArrayList;
import java.util.List;

/**
 * A generator of feature vectors for a sequence of labels, with the frames of each label.
 *
 * <p>Each symbol lasts framesPerSymbol − 1, framesPerSymbol or framesPerSymbol + 1 frames, each as likely, and at least
 * 1. Its feature vector is repeated in each of its frames, and normal noise is added to every value. A symbol that is
 * followed by the same symbol lasts at least 2 frames and is silent (noise only) in its last one; so there are always U
 * + R frames, and a model can detect two where there are two. Immutable and thread-safe.
 */
public final class FeatureSynthesizer {

    /** The seed of the vectors of {@link Voice#PER_CHARACTER}. Trained weights depend on it: never change it. */
    private static final long VOICE_SEED = 20060625L;

    private static final double OFFSET_PER_CLASS = 0.1;

    private final int framesPerSymbol;
    private final int featureDimension;
    private final double noise;
    private final Voice voice;

    /**
     * @param framesPerSymbol mean length of a symbol in frames, at least 1
     * @param featureDimension D, at least 1
     * @param noise standard deviation of what is added to each value, finite, at least 0
     * @param voice where a symbol's vector comes from
     * @throws CtcInputException naming the parameter
     */
    public FeatureSynthesizer(int framesPerSymbol, int featureDimension, double noise, Voice voice) {
        if (framesPerSymbol < 1) {
            throw new CtcInputException("framesPerSymbol", framesPerSymbol, "at least 1");
        }
        if (featureDimension < 1) {
            throw new CtcInputException("featureDimension", featureDimension, "at least 1");
        }
        if (!(noise >= 0) || noise == Double.POSITIVE_INFINITY) {
            throw new CtcInputException("noise", noise, "a finite number, at least 0");
        }
        this.framesPerSymbol = framesPerSymbol;
        this.featureDimension = featureDimension;
        this.noise = noise;
        this.voice = voice;
    }

    /**
     * Returns features {@code [T][D]} for these labels, and their spans. The same labels, parameters and seed give the
     * same bits everywhere; durations do not depend on the noise, nor either of them on the voice.
     *
     * @throws CtcInputException if there are no labels
     */
    public SyntheticUtterance synthesize(Labels labels, long seed) {
        if (labels.length() == 0) {
            throw new CtcInputException("labels", "no labels", "at least 1");
        }
        var spans = spans(labels, RandomStream.DURATIONS.of(seed));
        int frames = spans.getLast().end();
        var features = new float[Math.multiplyExact(frames, featureDimension)];
        var vectors = RandomStream.VECTORS.of(seed);
        var noises = RandomStream.NOISE.of(seed);
        var silence = new double[featureDimension];
        for (var span : spans) {
            double[] vector = vector(span.label(), vectors);
            for (int t = span.start(); t < span.end(); t++) {
                fill(features, t, t < span.soundEnd() ? vector : silence, noises);
            }
        }
        return new SyntheticUtterance(FloatMatrix.adopt(frames, featureDimension, features), spans);
    }

    private List<SymbolSpan> spans(Labels labels, SeededRandom durations) {
        var spans = new ArrayList<SymbolSpan>(labels.length());
        int start = 0;
        for (int u = 0; u < labels.length(); u++) {
            boolean repeated = u + 1 < labels.length() && labels.get(u + 1) == labels.get(u);
            int least = repeated ? 2 : 1;
            int length = Math.max(least, durations.nextInt(framesPerSymbol - 1, framesPerSymbol + 1));
            int end = Math.addExact(start, length);
            spans.add(new SymbolSpan(labels.get(u), start, end, repeated ? end - 1 : end));
            start = end;
        }
        return spans;
    }

    private double[] vector(int label, SeededRandom perOccurrence) {
        var source = voice == Voice.PER_OCCURRENCE ? perOccurrence : SeededRandom.of(VOICE_SEED, label);
        var vector = new double[featureDimension];
        for (int d = 0; d < featureDimension; d++) {
            vector[d] = source.nextGaussian() + OFFSET_PER_CLASS * label;
        }
        return vector;
    }

    private void fill(float[] features, int t, double[] vector, SeededRandom noises) {
        for (int d = 0; d < featureDimension; d++) {
            features[t * featureDimension + d] = (float) (vector[d] + noise * noises.nextGaussian());
        }
    }
}
