package io.ctcservice.acoustic;

import io.ctcservice.core.CtcInputException;
import io.ctcservice.core.Emissions;
import io.ctcservice.core.FloatMatrix;
import io.ctcservice.core.ScoreKind;

/**
 * Emissions made from a known alignment: input for decoders and aligners whose right answer is known.
 *
 * <p>The frame's class, which is the symbol's or the blank, has a logit of 10, every other class 0, and 4·noise·N(0,1) is
 * added to each; then log-softmax. Without noise a frame's class has probability 1/(1 + (V − 1)·e⁻¹⁰), 0.9988 for V =
 * 28; with noise 0.3 a wrong argmax is rarer than one frame in a million, with noise 1 it is common.
 *
 * <p>Peakiness says how a symbol is shared out over its frames: of the n frames in which it sounds, the middle max(1,
 * round((1 − peakiness)·n)) carry the symbol and the others the blank. 0 is the symbol throughout, as a frame-wise
 * classifier has it, 1 is one frame a symbol, as a converged CTC network has it. The silence between two equal symbols is
 * always blank, so that the best path collapses to the labels at every peakiness.
 */
public final class OracleEmissions {

    private static final double LOGIT = 10;
    private static final double LOGIT_NOISE = 4;

    private final int vocabSize;
    private final int blank;
    private final double peakiness;
    private final double noise;

    /**
     * @param vocabSize V, at least 2
     * @param blank class index in {@code [0, V)}
     * @param peakiness in [0, 1]
     * @param noise finite, at least 0
     * @throws CtcInputException naming the parameter
     */
    public OracleEmissions(int vocabSize, int blank, double peakiness, double noise) {
        if (!(peakiness >= 0 && peakiness <= 1)) {
            throw new CtcInputException("peakiness", peakiness, "a number from 0 to 1");
        }
        if (!(noise >= 0) || noise == Double.POSITIVE_INFINITY) {
            throw new CtcInputException("noise", noise, "a finite number, at least 0");
        }
        if (blank < 0 || blank >= vocabSize) {
            throw new CtcInputException("blank", blank, "a class index in [0, " + vocabSize + ")");
        }
        this.vocabSize = vocabSize;
        this.blank = blank;
        this.peakiness = peakiness;
        this.noise = noise;
    }

    /** Returns float32 log-probabilities {@code [T][V]} for the spans of this utterance; its features are not read. */
    public Emissions emissions(SyntheticUtterance utterance, long seed) {
        int frames = utterance.frames();
        var noises = RandomStream.EMISSIONS.of(seed);
        var logits = new double[vocabSize];
        var logProbs = new float[Math.multiplyExact(frames, vocabSize)];
        for (var span : utterance.spans()) {
            int sounding = span.soundEnd() - span.start();
            int carried = Math.max(1, (int) Math.round((1 - peakiness) * sounding));
            int first = span.start() + (sounding - carried) / 2;
            for (int t = span.start(); t < span.end(); t++) {
                boolean carries = t >= first && t < first + carried;
                fill(logits, carries ? span.label() : blank, noises);
                LogSoftmax.write(logits, logProbs, t * vocabSize);
            }
        }
        return Emissions.of(FloatMatrix.adopt(frames, vocabSize, logProbs), ScoreKind.LOG_PROBS);
    }

    private void fill(double[] logits, int frameClass, SeededRandom noises) {
        for (int v = 0; v < vocabSize; v++) {
            logits[v] = (v == frameClass ? LOGIT : 0) + LOGIT_NOISE * noise * noises.nextGaussian();
        }
    }
}
