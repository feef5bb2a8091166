package io.ctcservice.api.features;

import io.ctcservice.audio.FeatureExtractor;
import io.ctcservice.audio.SoundFormatException;
import io.ctcservice.audio.SpectralFeatures;
import io.ctcservice.codec.json.EnumNames;
import io.ctcservice.request.Limits;
import io.ctcservice.request.ReadingTurns;
import io.ctcservice.request.Recordings;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.stereotype.Service;

/** The service that computes features of recordings. Stateless. */
@Service
final class FeaturesService {

    private final Limits limits;
    private final Recordings recordings;
    private final MeterRegistry registry;

    FeaturesService(Limits limits, MeterRegistry registry) {
        this.limits = limits;
        this.recordings = new Recordings(limits);
        this.registry = registry;
    }

    /**
     * Returns the features of a recording, which is read as it arrives.
     *
     * @throws io.ctcservice.codec.UnsupportedFileException if it is of a kind that is not read
     * @throws io.ctcservice.codec.UnreadableBodyException if it is damaged
     * @throws io.ctcservice.codec.RefusedRequestException if it is too long, or without a sample
     */
    SpectralFeatures features(InputStream file, FeaturesParameters parameters, ReadingTurns turns) throws IOException {
        var settings = parameters.settings();
        long ofValues = Math.max(1, limits.maxFeatureValues() / settings.dimension());
        String limit = ofValues < limits.maxFrames()
                ? "ctc.limits.max-feature-values of " + limits.maxFeatureValues() + ", " + settings.dimension()
                        + " a frame"
                : "ctc.limits.max-frames";
        long maxFrames = Math.min(limits.maxFrames(), ofValues);
        var nanoseconds = new AtomicLong();
        try {
            var sound = recordings.open(file, parameters.channel());
            var features = new FeatureExtractor(settings, (int) maxFrames, limit)
                    .extract(
                            sound,
                            work -> turns.compute(() -> {
                                long start = System.nanoTime();
                                work.run();
                                return nanoseconds.addAndGet(System.nanoTime() - start);
                            }));
            Recordings.warn(sound.remarks(), "", parameters.warnings());
            timer(parameters).record(Duration.ofNanos(nanoseconds.get()));
            return features;
        } catch (SoundFormatException refused) {
            throw Recordings.refused(refused, "");
        }
    }

    private Timer timer(FeaturesParameters parameters) {
        return Timer.builder("ctc.features")
                .description("Features of one sound")
                .tag("kind", EnumNames.of(parameters.settings().kind().name()))
                .register(registry);
    }
}
