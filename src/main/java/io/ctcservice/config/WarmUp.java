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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * A runner that warms up the JVM before the service reports that it is ready: it runs codecs, kernels and decoders on
 * synthetic emissions until they are compiled. Nothing of it is measured.
 */
@Component
final class WarmUp implements ApplicationRunner {

    private static final Logger LOG = LoggerFactory.getLogger(WarmUp.class);
    private final JsonMapper json;
    private final CtcProperties properties;
    private final ScaledForward forward = new ScaledForward();
    private final CtcLoss loss = new CtcLoss(forward);

    WarmUp(JsonMapper json, CtcProperties properties) {
        this.json = json;
        this.properties = properties;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        long start = System.nanoTime();
        long deadline = start + properties.warmUp().toNanos();
        int rounds = 0;
        for (boolean wanted = !properties.warmUp().isZero(); wanted; wanted = System.nanoTime() < deadline) {
            round(rounds++); // at least one, however busy the machine
        }
        LOG.info("Warmed up in {} ms, {} rounds", (System.nanoTime() - start) / 1_000_000, rounds);
    }

    void round(int number) {
        switch (number % 4) {
            case 0 -> everything(number);
            case 1 -> loss(scores(number, 64, 200), 40); // only the classes of the target are used
            case 2 -> loss(scores(number, 240, 32), 60); // too long to keep all rows for the backward pass
            default -> loss(withLogZeros(scores(number, 48, 32)), 20); // in exact arithmetic
        }
    }

    private void everything(long seed) {
        byte[] written = json.writeValueAsBytes(scores(seed, 100, 32));
        var scores = json.readValue(new ByteArrayInputStream(written), FloatMatrix.class);
        var emissions = Emissions.of(scores, ScoreKind.LOGITS);
        var target = ExtendedTarget.of(Labels.of(1, 2, 2, 3, 1), 0);
        loss.loss(emissions, target, EnumSet.allOf(CtcLoss.Part.class));
        new ForcedAligner().align(emissions, target);
        new PrefixBeamDecoder(forward, 0, BeamSettings.DEFAULT, Optional.empty()).decode(emissions);
        var best = new GreedyDecoder(forward, 0).decode(emissions).getFirst();
        new SpanFinder(0, Optional.empty()).find(emissions, best.labels());
    }

    private void loss(FloatMatrix scores, int labels) {
        var emissions = Emissions.withBestPath(scores, ScoreKind.LOGITS);
        var target = new int[labels];
        Arrays.setAll(target, u -> 1 + u * 7 % (scores.columns() - 1));
        loss.loss(emissions, ExtendedTarget.of(Labels.of(target), 0), EnumSet.of(CtcLoss.Part.GRADIENT));
        new GreedyDecoder(forward, 0).decode(emissions);
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
