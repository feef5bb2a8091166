package io.ctcservice.api.synthesize;

import io.ctcservice.acoustic.ElmanRnn;
import io.ctcservice.acoustic.FeatureSynthesizer;
import io.ctcservice.acoustic.OracleEmissions;
import io.ctcservice.acoustic.SyntheticUtterance;
import io.ctcservice.codec.RefusedRequestException;
import io.ctcservice.codec.json.EnumNames;
import io.ctcservice.core.Counted;
import io.ctcservice.core.CtcInputException;
import io.ctcservice.core.Emissions;
import io.ctcservice.core.Labels;
import io.ctcservice.core.text.SpellingAdvice;
import io.ctcservice.core.text.Vocabulary;
import io.ctcservice.core.text.WordGrouping;
import io.ctcservice.request.Limits;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import org.springframework.stereotype.Service;

/** The service that makes synthetic test cases. Stateless. */
@Service
final class SynthesizeService {

    /** The bound of seeds that the service draws: below it a JSON reader that has only doubles reads them exactly. */
    private static final long DRAWN_SEEDS = 1L << 53;

    private final ElmanRnn trainedModel;
    private final Limits limits;
    private final MeterRegistry registry;
    private final Vocabulary vocabulary = Vocabulary.ofEnglish();

    SynthesizeService(ElmanRnn trainedModel, Limits limits, MeterRegistry registry) {
        this.trainedModel = trainedModel;
        this.limits = limits;
        this.registry = registry;
    }

    /**
     * Returns the test case of a request; refuses what the vocabulary, the trained model or the limits do not allow.
     */
    Synthesis synthesize(SynthesizeRequest request) {
        var labels = labels(request.textOrEmpty());
        requireWithinLimits(request, labels);
        requireTrainedSizes(request);
        long seed = request.seed() == null
                ? ThreadLocalRandom.current().nextLong(DRAWN_SEEDS)
                : Objects.requireNonNull(request.seed());
        var timer = Timer.builder("ctc.synthesize")
                .description("Features and emissions of one text")
                .tag("model", EnumNames.of(request.modelOrDefault().name()))
                .register(registry);
        return Objects.requireNonNull(timer.record(() -> synthesize(request, labels, seed)));
    }

    private Synthesis synthesize(SynthesizeRequest request, Labels labels, long seed) {
        var utterance = new FeatureSynthesizer(
                        request.framesPerSymbolOrDefault(),
                        request.featureDimensionOrDefault(),
                        request.noiseOrDefault(),
                        request.voiceOrDefault())
                .synthesize(labels, seed);
        return new Synthesis(seed, vocabulary, utterance, emissions(request, utterance, seed));
    }

    private Emissions emissions(SynthesizeRequest request, SyntheticUtterance utterance, long seed) {
        return switch (request.modelOrDefault()) {
            case UNTRAINED ->
                ElmanRnn.untrained(
                                request.featureDimensionOrDefault(),
                                request.hiddenSizeOrDefault(),
                                vocabulary.size(),
                                seed)
                        .emissions(utterance.features());
            case TRAINED -> trainedModel.emissions(utterance.features());
            case ORACLE ->
                new OracleEmissions(
                                vocabulary.size(),
                                vocabulary.blank(),
                                request.peakinessOrDefault(),
                                request.noiseOrDefault())
                        .emissions(utterance, seed);
        };
    }

    private Labels labels(String text) {
        try {
            var labels = vocabulary.labels(text);
            if (labels.length() == 0) {
                throw new RefusedRequestException(
                        "/text", "nothing but white space; expected a symbol of the vocabulary");
            }
            return labels;
        } catch (CtcInputException refused) {
            String advice = SpellingAdvice.of(text, vocabulary, WordGrouping.usualDelimiter(vocabulary));
            throw new RefusedRequestException("/text", refused.getMessage() + advice);
        }
    }

    private void requireWithinLimits(SynthesizeRequest request, Labels labels) {
        long frames = labels.length() * (request.framesPerSymbolOrDefault() + 1L);
        if (frames > limits.maxFrames()) {
            throw new RefusedRequestException(
                    "/text", "up to " + Counted.of(frames, "frame") + "; expected at most " + limits.maxFrames());
        }
        long values = frames * (request.featureDimensionOrDefault() + vocabulary.size());
        if (values > limits.maxFeatureValues()) {
            throw new RefusedRequestException(
                    "/text",
                    "up to " + values + " features and emissions; expected at most " + limits.maxFeatureValues());
        }
    }

    private void requireTrainedSizes(SynthesizeRequest request) {
        if (request.modelOrDefault() == SynthesizeRequest.Model.TRAINED) {
            requireEqual("/featureDimension", request.featureDimensionOrDefault(), trainedModel.featureDimension());
            requireEqual("/hiddenSize", request.hiddenSizeOrDefault(), trainedModel.hiddenSize());
        }
    }

    private static void requireEqual(String pointer, int actual, int expected) {
        if (actual != expected) {
            throw new RefusedRequestException(
                    pointer, actual + "; expected " + expected + ", the size of the trained model");
        }
    }
}
