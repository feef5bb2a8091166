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
import io.ctcservice.core.kernel.Kernels;
import io.ctcservice.core.loss.CtcLoss;
import io.ctcservice.core.loss.ExtendedTarget;
import io.ctcservice.core.loss.ScaledForward;
import java.io.ByteArrayInputStream;
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
 * Runs the codecs, kernels and decoders on made-up emissions, over and over, before the service says that it is ready: so
 * that they are compiled when the first request comes. Nothing of it is measured.
 */
@Component
final class WarmUp implements ApplicationRunner {

    private static final Logger LOG = LoggerFactory.getLogger(WarmUp.class);
    private static final int FRAMES = 100;
    private static final int CLASSES = 32;

    private final JsonMapper json;
    private final CtcProperties properties;

    WarmUp(JsonMapper json, CtcProperties properties) {
        this.json = json;
        this.properties = properties;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        long start = System.nanoTime();
        long deadline = start + properties.warmUp().toNanos();
        int rounds = 0;
        while (System.nanoTime() < deadline) {
            round(rounds++);
        }
        LOG.info("Warmed up in {} ms, {} rounds", (System.nanoTime() - start) / 1_000_000, rounds);
    }

    private void round(long seed) {
        byte[] written = json.writeValueAsBytes(scores(seed));
        var scores = json.readValue(new ByteArrayInputStream(written), FloatMatrix.class);
        var emissions = Emissions.of(scores, ScoreKind.LOGITS);
        var target = ExtendedTarget.of(Labels.of(1, 2, 2, 3, 1), 0);
        var forward = new ScaledForward(Kernels.rowKernel());
        new CtcLoss(forward).loss(emissions, target, EnumSet.allOf(CtcLoss.Part.class));
        new ForcedAligner().align(emissions, target);
        new PrefixBeamDecoder(forward, 0, BeamSettings.DEFAULT, Optional.empty()).decode(emissions);
        var best = new GreedyDecoder(forward, 0).decode(emissions).getFirst();
        new SpanFinder(0, Optional.empty()).find(emissions, best.labels());
    }

    private static FloatMatrix scores(long seed) {
        var random = new SplittableRandom(seed);
        var values = new float[FRAMES * CLASSES];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (8 * random.nextDouble() - 4);
        }
        return FloatMatrix.adopt(FRAMES, CLASSES, values);
    }
}
