package io.ctcservice.api.features;

import io.ctcservice.audio.FeatureExtractor;
import io.ctcservice.audio.SoundFormatException;
import io.ctcservice.audio.SpectralFeatures;
import io.ctcservice.audio.SpectralSettings;
import io.ctcservice.audio.WavReader;
import io.ctcservice.codec.RefusedRequestException;
import io.ctcservice.codec.UnreadableBodyException;
import io.ctcservice.codec.Violation;
import io.ctcservice.codec.json.EnumNames;
import io.ctcservice.request.Limits;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.io.IOException;
import java.io.InputStream;
import org.springframework.stereotype.Service;

/** The service that computes features of recordings. Stateless. */
@Service
final class FeaturesService {

    private final Limits limits;
    private final MeterRegistry registry;

    FeaturesService(Limits limits, MeterRegistry registry) {
        this.limits = limits;
        this.registry = registry;
    }

    /** Returns the features of a WAV file; refuses other files and recordings that are too long. */
    SpectralFeatures features(InputStream wav, SpectralSettings settings) throws IOException {
        var timer = Timer.builder("ctc.features")
                .description("Features of one sound")
                .tag("kind", EnumNames.of(settings.kind().name()))
                .register(registry);
        long maxFrames = Math.min(limits.maxFrames(), Math.max(1, limits.maxFeatureValues() / settings.dimension()));
        try {
            var sound = WavReader.open(wav);
            var extractor = new FeatureExtractor(settings, (int) maxFrames);
            var start = Timer.start();
            var features = extractor.extract(sound);
            start.stop(timer);
            return features;
        } catch (SoundFormatException refused) {
            var violation = new Violation("", String.valueOf(refused.getMessage()));
            if (refused.isWellFormed()) {
                throw new RefusedRequestException(violation.pointer(), violation.detail());
            }
            throw new UnreadableBodyException(violation);
        }
    }
}
