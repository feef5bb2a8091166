package io.ctcservice.experiment;

import io.ctcservice.acoustic.ElmanRnn;
import io.ctcservice.acoustic.FeatureSynthesizer;
import io.ctcservice.acoustic.Voice;
import io.ctcservice.core.Labels;
import io.ctcservice.core.decode.BeamSettings;
import io.ctcservice.core.decode.Decoder;
import io.ctcservice.core.decode.GreedyDecoder;
import io.ctcservice.core.decode.PrefixBeamDecoder;
import io.ctcservice.core.decode.guide.Guidance;
import io.ctcservice.core.decode.guide.LanguageModelFusion;
import io.ctcservice.core.lm.NgramLanguageModel;
import io.ctcservice.core.loss.LogForward;
import io.ctcservice.core.text.EditDistance;
import io.ctcservice.core.text.Vocabulary;
import io.ctcservice.core.text.WordGrouping;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A program that measures the error rate of the shipped acoustic model at each noise level, and writes a table and a
 * picture.
 *
 * <pre>
 * ./mvnw spring-boot:run -Dspring-boot.run.main-class=io.ctcservice.experiment.MeasureAcousticModel \
 *     -Dspring-boot.run.arguments=model.arpa
 * </pre>
 *
 * Without the argument, which is a language model, there is one decoder fewer.
 */
public final class MeasureAcousticModel {

    private static final double[] NOISES = {0.3, 0.5, 0.7, 0.9, 1.1, 1.3};
    private static final int UTTERANCES = 200;
    private static final List<String> SENTENCES = List.of(
            "the letter arrived soon after breakfast",
            "nobody could tell who had sent it",
            "a small green book lay on every chair",
            "the committee will meet again next week",
            "she opened the door and looked into the street",
            "we need a better address for the summer school",
            "all of the apples fell from the tree last night",
            "he will follow the yellow road to the village",
            "it was too cold to swim in the river",
            "the kitten slept under the kitchen table");

    private static final Vocabulary ENGLISH = Vocabulary.ofEnglish();

    private final ElmanRnn model;

    private MeasureAcousticModel(ElmanRnn model) {
        this.model = model;
    }

    static void main(String[] arguments) throws IOException {
        ElmanRnn model;
        try (var weights = ElmanRnn.class.getResourceAsStream("/acoustic/elman-english.bin")) {
            model = ElmanRnn.read(Objects.requireNonNull(weights));
        }
        var measured = new LinkedHashMap<String, double[]>();
        for (var decoder : decoders(arguments).entrySet()) {
            var rates = new double[NOISES.length];
            for (int i = 0; i < NOISES.length; i++) {
                rates[i] = new MeasureAcousticModel(model).errorRate(decoder.getValue(), NOISES[i]);
                System.out.printf(
                        Locale.ROOT, "%s, noise %.1f: CER %.2f %%%n", decoder.getKey(), NOISES[i], 100 * rates[i]);
            }
            measured.put(decoder.getKey(), rates);
        }
        Files.writeString(Path.of("src/docs/acoustic-model.md"), ErrorRateReport.table(NOISES, measured));
        Files.writeString(Path.of("src/docs/images/acoustic-model.svg"), ErrorRateReport.picture(NOISES, measured));
    }

    private static Map<String, Decoder> decoders(String[] arguments) throws IOException {
        var decoders = new LinkedHashMap<String, Decoder>();
        decoders.put("greedy", new GreedyDecoder(new LogForward(), ENGLISH.blank()));
        decoders.put("beam", beam(Optional.empty()));
        if (arguments.length > 0) {
            try (var arpa = Files.newInputStream(Path.of(arguments[0]))) {
                var fusion = LanguageModelFusion.spelled(
                        NgramLanguageModel.read(arpa),
                        LanguageModelFusion.DEFAULT_WEIGHT,
                        LanguageModelFusion.DEFAULT_WORD_BONUS);
                decoders.put(
                        "beam, language model",
                        beam(Optional.of(new Guidance(
                                WordGrouping.of(ENGLISH), Optional.of(fusion), Optional.empty(), Optional.empty()))));
            }
        }
        return decoders;
    }

    private static Decoder beam(Optional<Guidance> guidance) {
        return new PrefixBeamDecoder(new LogForward(), ENGLISH.blank(), BeamSettings.DEFAULT, guidance);
    }

    private double errorRate(Decoder decoder, double noise) {
        var synthesizer = new FeatureSynthesizer(3, model.featureDimension(), noise, Voice.PER_CHARACTER);
        int errors = 0;
        int length = 0;
        for (int i = 0; i < UTTERANCES; i++) {
            Labels truth = ENGLISH.labels(SENTENCES.get(i % SENTENCES.size()));
            var emissions = model.emissions(synthesizer.synthesize(truth, i).features());
            errors += EditDistance.between(decoder.decode(emissions).getFirst().labels(), truth);
            length += truth.length();
        }
        return errors / (double) length;
    }
}
