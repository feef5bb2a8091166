package io.ctcservice.train;

import io.ctcservice.core.Collapse;
import io.ctcservice.core.Emissions;
import io.ctcservice.core.decode.BeamSettings;
import io.ctcservice.core.decode.Decoder;
import io.ctcservice.core.decode.PrefixBeamDecoder;
import io.ctcservice.core.decode.SpanFinder;
import io.ctcservice.core.decode.guide.Guidance;
import io.ctcservice.core.decode.guide.LanguageModelFusion;
import io.ctcservice.core.lm.LanguageModel;
import io.ctcservice.core.loss.scaled.ScaledForward;
import io.ctcservice.core.span.WordSpan;
import io.ctcservice.core.text.Vocabulary;
import io.ctcservice.core.text.WordGrouping;
import io.ctcservice.recognition.NetworkFaultException;
import io.ctcservice.recognition.onnx.OnnxRuntimeException;
import io.ctcservice.train.speech.SoundStore;
import io.ctcservice.train.speech.TimedSpeech;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Measures the ONNX file of a speech network, as the service runs it: by greedy decoding, and by beam search with a language model if one is given. */
final class EvaluateSpeech {

    private final ServiceSound network;
    private final Vocabulary vocabulary;
    private final WordGrouping words;
    private final SpanFinder finder;
    private final Optional<Decoder> guided;
    private final Reliability reliability = new Reliability();

    private EvaluateSpeech(ServiceSound network, Settings settings) throws IOException {
        this.network = network;
        this.vocabulary = network.network().description().vocabulary();
        this.words = WordGrouping.of(vocabulary, " ");
        this.finder = new SpanFinder(vocabulary.blank(), Optional.of(words));
        this.guided = settings.text("model").isEmpty() ? Optional.empty() : Optional.of(guided(settings.model()));
    }

    public static void main(String[] arguments) throws Exception {
        Program.SPEECH_EVALUATE.main(arguments, EvaluateSpeech::run);
    }

    @SuppressWarnings("SystemOut")
    private static void run(Settings settings) throws IOException, OnnxRuntimeException, NetworkFaultException {
        try (var network = ServiceSound.of(Files.readAllBytes(settings.file("file")))) {
            var evaluation = new EvaluateSpeech(network, settings);
            System.out.println(
                    "| set | utterances, seconds | greedy: CER | WER | with a language model: CER | WER | ms a second"
                            + " of sound |");
            System.out.println("|---|---|---|---|---|---|---|");
            for (SpokenTests test : TrainSpeech.tests(settings)) {
                System.out.println(evaluation.row(test, settings.flag("errors")));
            }
            System.out.printf(
                    Locale.ROOT,
                    "%n%s%nexpected calibration error %.2f %%%n",
                    evaluation.reliability.table(),
                    evaluation.reliability.expectedCalibrationError());
            if (settings.number("timed") > 0) {
                var speech = new TimedSpeech(
                        settings.path("texts"),
                        settings.path("words"),
                        settings.given("model"),
                        settings.path("variants"),
                        settings.number("seed"));
                System.out.println(WordTimes.measure(network, evaluation.finder, speech, settings.number("timed")));
            }
            if (!settings.text("diagram").isEmpty()) {
                Files.writeString(
                        settings.path("diagram"),
                        evaluation.reliability.diagram("Confidence of words against being right"));
            }
        }
    }

    /** Prefix beam search with a language model, with the defaults of /decode. */
    private Decoder guided(LanguageModel model) {
        var fusion = LanguageModelFusion.spelled(
                model, network.network().description().weights());
        return new PrefixBeamDecoder(
                ScaledForward.scalar(),
                vocabulary.blank(),
                BeamSettings.DEFAULT,
                Optional.of(new Guidance(words, Optional.of(fusion), Optional.empty(), Optional.empty())));
    }

    @SuppressWarnings("SystemOut")
    private String row(SpokenTests test, boolean printsErrors) {
        if (test.sounds().isEmpty()) {
            return "| " + test.name() + " | no utterances | | | | | |";
        }
        var greedy = new ErrorRates();
        var withWords = new ErrorRates();
        double seconds = 0;
        double milliseconds = 0;
        for (int i = 0; i < test.sounds().size(); i++) {
            String truth = test.truths().get(i);
            double[] sound = test.sounds().get(i);
            long start = System.nanoTime();
            Emissions emissions = network.emissions(sound);
            milliseconds += (System.nanoTime() - start) / 1e6;
            seconds += (double) sound.length / SoundStore.SAMPLE_RATE;
            var labels = Collapse.labels(emissions.bestPath(), vocabulary.blank());
            String read = words.text(labels);
            greedy.add(read, truth);
            List<WordSpan> spans = finder.find(emissions, labels).words();
            reliability.add(
                    spans.stream().mapToDouble(WordSpan::confidence).toArray(),
                    Reliability.right(spans.stream().map(WordSpan::text).toList(), List.of(truth.split(" +"))));
            guided.ifPresent(decoder -> withWords.add(
                    words.text(decoder.decode(emissions).getFirst().labels()), truth));
            if (printsErrors && !read.equals(truth)) {
                System.out.println(test.name() + "\n  " + truth + "\n  " + read);
            }
        }
        return String.format(
                Locale.ROOT,
                "| %s | %d, %.0f | %.1f | %.1f | %s | %.1f |",
                test.name(),
                test.sounds().size(),
                seconds,
                greedy.cer(),
                greedy.wer(),
                withWords.isEmpty()
                        ? " | "
                        : String.format(Locale.ROOT, "%.1f | %.1f", withWords.cer(), withWords.wer()),
                milliseconds / seconds);
    }
}
