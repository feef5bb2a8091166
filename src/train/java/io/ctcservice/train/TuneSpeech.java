package io.ctcservice.train;

import io.ctcservice.core.Emissions;
import io.ctcservice.core.FloatMatrix;
import io.ctcservice.core.ScoreKind;
import io.ctcservice.core.decode.BeamSettings;
import io.ctcservice.core.decode.PrefixBeamDecoder;
import io.ctcservice.core.decode.guide.FusionWeights;
import io.ctcservice.core.decode.guide.Guidance;
import io.ctcservice.core.decode.guide.LanguageModelFusion;
import io.ctcservice.core.lm.LanguageModel;
import io.ctcservice.core.loss.scaled.ScaledForward;
import io.ctcservice.core.text.Vocabulary;
import io.ctcservice.core.text.WordGrouping;
import io.ctcservice.recognition.NetworkFaultException;
import io.ctcservice.recognition.onnx.OnnxRuntimeException;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A grid search over the temperature and the fusion weights of a language model: the error rates of an exported network for each.
 * The best are given to the next export.
 */
final class TuneSpeech {

    private final LanguageModel model;
    private final Vocabulary vocabulary;
    private final WordGrouping words;

    private TuneSpeech(LanguageModel model, Vocabulary vocabulary) {
        this.model = model;
        this.vocabulary = vocabulary;
        this.words = WordGrouping.of(vocabulary, " ");
    }

    /** The emissions of an utterance, and its transcript. */
    private record Heard(Emissions emissions, String truth) {}

    public static void main(String[] arguments) throws Exception {
        Program.SPEECH_TUNE.main(arguments, TuneSpeech::run);
    }

    @SuppressWarnings("SystemOut")
    static void run(Settings settings) throws IOException, OnnxRuntimeException, NetworkFaultException {
        try (var network = ServiceSound.of(Files.readAllBytes(settings.file("file")))) {
            var tuning = new TuneSpeech(
                    settings.model(), network.network().description().vocabulary());
            System.out.println("| set | temperature | weight | word bonus | CER | WER |");
            System.out.println("|---|---|---|---|---|---|");
            for (SpokenTests test : TrainSpeech.tests(settings)) {
                var heard = new java.util.ArrayList<Heard>();
                for (int i = 0; i < test.sounds().size(); i++) {
                    heard.add(new Heard(
                            network.emissions(test.sounds().get(i)),
                            test.truths().get(i)));
                }
                tuning.print(test.name(), heard, settings);
            }
        }
    }

    @SuppressWarnings("SystemOut")
    private void print(String set, List<Heard> heard, Settings settings) {
        if (heard.isEmpty()) {
            System.out.println("| " + set + " | no utterances | | | | |");
            return;
        }
        for (double temperature : settings.reals("temperatures")) {
            for (double weight : settings.reals("weights")) {
                for (double bonus : settings.reals("word-bonuses")) {
                    var errors = errors(heard, temperature, new FusionWeights(weight, bonus));
                    System.out.printf(
                            Locale.ROOT,
                            "| %s | %.2f | %.2f | %.1f | %.1f | %.1f |%n",
                            set,
                            temperature,
                            weight,
                            bonus,
                            errors.cer(),
                            errors.wer());
                }
            }
        }
    }

    private ErrorRates errors(List<Heard> heard, double temperature, FusionWeights weights) {
        var fusion = LanguageModelFusion.spelled(model, weights);
        var decoder = new PrefixBeamDecoder(
                ScaledForward.scalar(),
                vocabulary.blank(),
                BeamSettings.DEFAULT,
                Optional.of(new Guidance(words, Optional.of(fusion), Optional.empty(), Optional.empty())));
        var errors = new ErrorRates();
        for (Heard one : heard) {
            var read = decoder.decode(cooled(one.emissions(), temperature)).getFirst();
            errors.add(words.text(read.labels()), one.truth());
        }
        return errors;
    }

    /** Returns the emissions of the network whose logits are divided by the temperature. */
    private static Emissions cooled(Emissions emissions, double temperature) {
        FloatMatrix scores = emissions.scores();
        float[] values = scores.toArray();
        for (int i = 0; i < values.length; i++) {
            values[i] /= (float) temperature;
        }
        return Emissions.of(FloatMatrix.adopt(scores.rows(), scores.columns(), values), ScoreKind.LOGITS);
    }
}
