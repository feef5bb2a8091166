package io.ctcservice.config;

import io.ctcservice.core.Emissions;
import io.ctcservice.core.FloatMatrix;
import io.ctcservice.core.Labels;
import io.ctcservice.core.ScoreKind;
import io.ctcservice.core.align.ForcedAligner;
import io.ctcservice.core.decode.BeamSettings;
import io.ctcservice.core.decode.GreedyDecoder;
import io.ctcservice.core.decode.PrefixBeamDecoder;
import io.ctcservice.core.decode.SpanFinder;
import io.ctcservice.core.loss.CtcLoss;
import io.ctcservice.core.loss.ExtendedTarget;
import io.ctcservice.core.loss.scaled.ScaledForward;
import java.io.ByteArrayInputStream;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.SplittableRandom;
import tools.jackson.databind.json.JsonMapper;

/**
 * The work of the warm-up: codecs, kernels and decoders on synthetic emissions, of as many kinds as have code of their own.
 * Thread-safe.
 */
final class WarmUpWork {

    /** The number of kinds of losses. */
    private static final int LOSSES = 3;

    /** The number of kinds of work on kernels. */
    static final int KERNELS = LOSSES + 1;

    /** The number of kinds of rounds; one of each is run before the service is ready. */
    static final int KINDS = 1 + LOSSES;

    private final JsonMapper json;
    private final ScaledForward forward = new ScaledForward();
    private final CtcLoss loss = new CtcLoss(forward);
    private final ForcedAligner aligner = new ForcedAligner();
    private final SpanFinder spans = new SpanFinder(0, Optional.empty());

    WarmUpWork(JsonMapper json) {
        this.json = json;
    }

    /** Does a round of work; neighbouring numbers are of other kinds. */
    void round(int number) {
        if (number % KINDS == 0) {
            everything(number);
        } else {
            loss(number);
        }
    }

    /** Computes a loss with its gradient; neighbouring numbers are of other kinds. */
    private void loss(int number) {
        switch (number % LOSSES) {
            case 0 -> loss(scores(number, 64, 200), 40); // only the classes of the target are used
            case 1 -> loss(scores(number, 240, 32), 60); // too long to keep all rows for the backward pass
            default -> loss(withLogZeros(scores(number, 48, 32)), 20); // in exact arithmetic
        }
    }

    /** Runs what is on vectors or in plain loops: losses and an alignment. */
    void kernels(int number) {
        if (number % KERNELS == LOSSES) {
            align(Emissions.withBestPath(scores(number, 100, 64), ScoreKind.LOGITS), target(20, 64));
        } else {
            loss(number);
        }
    }

    private void align(Emissions emissions, ExtendedTarget target) {
        aligner.align(emissions, target);
        spans.find(emissions, target.labels());
    }

    private void everything(long seed) {
        byte[] written = json.writeValueAsBytes(scores(seed, 100, 32));
        var scores = json.readValue(new ByteArrayInputStream(written), FloatMatrix.class);
        var emissions = Emissions.of(scores, ScoreKind.LOGITS);
        var target = ExtendedTarget.of(Labels.of(1, 2, 2, 3, 1), 0);
        loss.loss(emissions, target, EnumSet.allOf(CtcLoss.Part.class));
        aligner.align(emissions, target);
        new PrefixBeamDecoder(forward, 0, BeamSettings.DEFAULT, Optional.empty()).decode(emissions);
        var best = new GreedyDecoder(forward, 0).decode(emissions).getFirst();
        spans.find(emissions, best.labels());
    }

    private void loss(FloatMatrix scores, int labels) {
        var emissions = Emissions.withBestPath(scores, ScoreKind.LOGITS);
        loss.loss(emissions, target(labels, scores.columns()), EnumSet.of(CtcLoss.Part.GRADIENT));
        new GreedyDecoder(forward, 0).decode(emissions);
    }

    private static ExtendedTarget target(int labels, int classes) {
        var target = new int[labels];
        Arrays.setAll(target, u -> 1 + u * 7 % (classes - 1));
        return ExtendedTarget.of(Labels.of(target), 0);
    }

    private static FloatMatrix scores(long seed, int frames, int classes) {
        var random = new SplittableRandom(seed);
        var values = new float[frames * classes];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (8 * random.nextDouble() - 4);
        }
        return FloatMatrix.adopt(frames, classes, values);
    }

    private static FloatMatrix withLogZeros(FloatMatrix scores) {
        var values = scores.toArray();
        for (int i = 1; i < values.length; i += 7) {
            values[i] = Float.NEGATIVE_INFINITY;
        }
        return FloatMatrix.adopt(scores.rows(), scores.columns(), values);
    }
}
