package io.ctcservice.accuracy;

import static org.assertj.core.api.Assertions.assertThat;

import io.ctcservice.core.decode.BeamSettings;
import io.ctcservice.core.decode.Decoder;
import io.ctcservice.core.decode.GreedyDecoder;
import io.ctcservice.core.decode.Hypothesis;
import io.ctcservice.core.decode.PrefixBeamDecoder;
import io.ctcservice.core.decode.guide.Guidance;
import io.ctcservice.core.decode.guide.Hotword;
import io.ctcservice.core.decode.guide.Hotwords;
import io.ctcservice.core.decode.guide.LanguageModelFusion;
import io.ctcservice.core.decode.guide.Lexicon;
import io.ctcservice.core.lm.LanguageModel;
import io.ctcservice.core.lm.NgramLanguageModel;
import io.ctcservice.core.lm.WordHash;
import io.ctcservice.core.loss.LogForward;
import io.ctcservice.core.text.Vocabulary;
import io.ctcservice.core.text.WordGrouping;
import io.ctcservice.testing.SharedData;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/**
 * Tests of the error rates of the decoders on real lines. Written as a table to the file that the system property
 * {@code ctc.accuracy} names.
 */
class AccuracyTests {

    private static final List<String> SETS =
            List.of("ocr_scan_en", "ocr_scan_en_folded", "ocr_rendered_en", "ocr_ppv4_6625", "speech_libri_char");
    private static final String FOLDED = "ocr_scan_en_folded";

    /** A decoder, made for a vocabulary. */
    private record Setup(String name, Function<Vocabulary, Decoder> decoder) {}

    private record Row(String set, String decoder, ErrorRates rates) {}

    @Test
    void errorRatesAreNoHigherThanThoseOfTheReferenceDecoders() throws IOException {
        SharedData data = SharedData.require();
        var rows = new ArrayList<Row>();
        for (String set : SETS) {
            rows.add(measure(data, set, greedy()));
            rows.add(measure(data, set, beam()));
        }
        LanguageModel model = model(data);
        rows.add(measure(data, FOLDED, fused(model, 0.1, 1)));
        Row tuned = measure(data, FOLDED, fused(model, 0.1, 4));
        rows.add(tuned);
        Row unhinted = measure(
                data, FOLDED, fused(model, LanguageModelFusion.DEFAULT_WEIGHT, LanguageModelFusion.DEFAULT_WORD_BONUS));
        rows.add(unhinted);
        Row heard = measure(
                data,
                FOLDED,
                fused(
                        model,
                        LanguageModelFusion.DEFAULT_WEIGHT,
                        LanguageModelFusion.DEFAULT_WORD_BONUS,
                        wordsUnknownTo(model, data)));
        rows.add(heard);
        Row confined = measure(data, FOLDED, lexicon(words(data), Optional.empty()));
        rows.add(confined);
        Row guided = measure(
                data,
                FOLDED,
                lexicon(
                        words(data),
                        Optional.of(LanguageModelFusion.spelled(
                                model, LanguageModelFusion.DEFAULT_WEIGHT, LanguageModelFusion.DEFAULT_WORD_BONUS))));
        rows.add(guided);
        rows.add(measure(
                data,
                "speech_libri_char",
                fused(model, LanguageModelFusion.DEFAULT_WEIGHT, LanguageModelFusion.DEFAULT_WORD_BONUS)));
        rows.add(measure(data, "handwriting_iam", greedy()));
        var dictionary = Files.readAllLines(data.file("handwriting_corpora/iam_word_dictionary.txt"));
        Row word = measure(data, "handwriting_iam", lexicon(dictionary, Optional.empty()));
        rows.add(word);

        List<Depth> depths = depths(data, model);

        assertThat(unhinted.rates().wer()).isLessThanOrEqualTo(0.05);
        assertThat(depths).allSatisfy(depth -> assertThat(depth.wer()).isLessThanOrEqualTo(depth.most()));
        assertThat(tuned.rates().cer()).isLessThanOrEqualTo(0.0143); // pyctcdecode's, with the same settings
        assertThat(tuned.rates().wer()).isLessThanOrEqualTo(0.055);
        assertThat(word.rates().cer()).isZero();
        assertThat(heard.rates().wer()).isLessThan(unhinted.rates().wer());
        assertThat(confined.rates().wer()).isLessThan(0.01); // each word is there to be found
        assertThat(guided.rates().cer()).isLessThan(0.009); // the search loses none of them
        assertThat(rows.get(3).rates().cer()).isLessThanOrEqualTo(0.02785); // CTCDecoder's beam search, nothing pruned
        write(rows, depths);
    }

    /** The word error rates for growing beams, and their upper bound. */
    private record Depth(String setup, List<Double> rates, double most) {
        double wer() {
            return Collections.max(rates);
        }
    }

    private static final List<BeamSettings> DEEPER = List.of(
            BeamSettings.DEFAULT,
            new BeamSettings(64, 1, -5, -20),
            new BeamSettings(64, 1, -5, -40),
            new BeamSettings(256, 1, -1e9, -1e9));

    private static List<Depth> depths(SharedData data, LanguageModel model) throws IOException {
        double weight = LanguageModelFusion.DEFAULT_WEIGHT;
        double bonus = LanguageModelFusion.DEFAULT_WORD_BONUS;
        return List.of(
                depth(data, "spelling; defaults", LanguageModelFusion.spelled(model, weight, bonus), 0.055),
                depth(data, "spelling; weight 0.1, wordBonus 4", LanguageModelFusion.spelled(model, 0.1, 4), 0.051),
                depth(data, "unknownLogProb −10; defaults", LanguageModelFusion.flat(model, weight, bonus, -10), 1),
                depth(data, "unknownLogProb −28; defaults", LanguageModelFusion.flat(model, weight, bonus, -28), 1),
                depth(
                        data,
                        "unknownLogProb −28; weight 0.1, wordBonus 4",
                        LanguageModelFusion.flat(model, 0.1, 4, -28),
                        1));
    }

    private static Depth depth(SharedData data, String name, LanguageModelFusion fusion, double most)
            throws IOException {
        var rates = new ArrayList<Double>();
        for (BeamSettings settings : DEEPER) {
            var setup = new Setup(
                    name,
                    vocabulary -> new PrefixBeamDecoder(
                            new LogForward(),
                            vocabulary.blank(),
                            settings,
                            Optional.of(new Guidance(
                                    WordGrouping.of(vocabulary),
                                    Optional.of(fusion),
                                    Optional.empty(),
                                    Optional.empty()))));
            rates.add(measure(data, FOLDED, setup).rates().wer());
        }
        return new Depth(name, rates, most);
    }

    private static Row measure(SharedData data, String set, Setup setup) {
        var rates = new ErrorRates();
        for (SharedData.Item item : data.items(set)) {
            Vocabulary vocabulary = item.vocabulary();
            List<Hypothesis> read = setup.decoder().apply(vocabulary).decode(item.emissions());
            rates.add(
                    item.truth(),
                    WordGrouping.of(vocabulary).text(read.getFirst().labels()));
        }
        return new Row(set, setup.name(), rates);
    }

    private static Setup greedy() {
        return new Setup("greedy", vocabulary -> new GreedyDecoder(new LogForward(), vocabulary.blank()));
    }

    private static Setup beam() {
        return new Setup("beam", vocabulary -> beam(vocabulary, Optional.empty()));
    }

    private static Setup fused(LanguageModel model, double weight, double wordBonus) {
        return fused(model, weight, wordBonus, List.of());
    }

    private static Setup fused(LanguageModel model, double weight, double wordBonus, List<Hotword> phrases) {
        var fusion = LanguageModelFusion.spelled(model, weight, wordBonus);
        String name =
                String.format(Locale.ROOT, "beam, language model: weight %.2f, wordBonus %.1f", weight, wordBonus);
        return new Setup(
                phrases.isEmpty() ? name : name + "; " + phrases.size() + " hot words that it does not list, bonus 5",
                vocabulary -> {
                    var grouping = WordGrouping.of(vocabulary);
                    var hotwords = phrases.isEmpty()
                            ? Optional.<Hotwords>empty()
                            : Optional.of(Hotwords.of(phrases, vocabulary, grouping));
                    return beam(
                            vocabulary,
                            Optional.of(new Guidance(grouping, Optional.of(fusion), hotwords, Optional.empty())));
                });
    }

    /** Returns the words of the folded lines that the model does not list, to be found as whole words. */
    private static List<Hotword> wordsUnknownTo(LanguageModel model, SharedData data) throws IOException {
        return words(data).stream()
                .filter(word -> model.isUnknown(model.word(WordHash.append(WordHash.EMPTY, word))))
                .map(word -> new Hotword(" " + word + " ", 5))
                .toList();
    }

    private static List<String> words(SharedData data) throws IOException {
        return data.items(FOLDED).stream()
                .flatMap(item -> Arrays.stream(item.truth().split(" ", -1)))
                .distinct()
                .toList();
    }

    private static Setup lexicon(List<String> words, Optional<LanguageModelFusion> fusion) {
        String model = fusion.isPresent() ? ", language model" : "";
        return new Setup("beam, lexicon of " + words.size() + " words" + model, vocabulary -> {
            var grouping = WordGrouping.of(vocabulary);
            var lexicon = Lexicon.of(words, vocabulary, grouping);
            return beam(
                    vocabulary, Optional.of(new Guidance(grouping, fusion, Optional.empty(), Optional.of(lexicon))));
        });
    }

    private static Decoder beam(Vocabulary vocabulary, Optional<Guidance> guidance) {
        boolean hasLexicon = guidance.flatMap(Guidance::lexicon).isPresent();
        return new PrefixBeamDecoder(new LogForward(), vocabulary.blank(), BeamSettings.usual(hasLexicon), guidance);
    }

    private static LanguageModel model(SharedData data) throws IOException {
        try (InputStream file = Files.newInputStream(data.file("lm/en-us-pruned-3gram.arpa"))) {
            return NgramLanguageModel.read(file);
        }
    }

    private static void write(List<Row> rows, List<Depth> depths) throws IOException {
        String file = System.getProperty("ctc.accuracy");
        if (file == null) {
            return;
        }
        var table = new StringBuilder("""
                # Accuracy

                Made by `./mvnw test -Dtest=AccuracyTests -Dctc.accuracy=src/docs/accuracy.md`, which needs the reference
                data beside the project and fails where the figures get worse than the reference decoders'.

                Outputs of other people's networks, so the errors are theirs as much as the decoder's. CER and WER are
                summed edit distance over the summed length of the truth, in characters and in words. The beam has the
                defaults of `/decode`: width 64, classes above ln p = −5, prefixes within 10 nats of the best, with
                a lexicon 20. The language model is a pruned trigram model of 30,000 words. The text is the words with
                one space between them, as `/decode` gives it.

                | set | decoder | CER | WER |
                |---|---|---|---|
                """);
        for (Row row : rows) {
            table.append(String.format(
                    Locale.ROOT,
                    "| %s | %s | %.2f %% | %.2f %% |%n",
                    row.set(),
                    row.decoder(),
                    100 * row.rates().cer(),
                    100 * row.rates().wer()));
        }
        table.append("""

                ### A wider beam, and words that the model does not list

                WER on ocr_scan_en_folded as the beam gets deeper. An unlisted word is priced by its spelling, or all of them by
                `unknownLogProb`, in nats and times the weight like any other; pyctcdecode adds −10 in log10, 23 nats, to
                what the model gives its unknown word, which is −28 or so here. A flat price lets words run together
                where it is low; where it is high, names become words that are listed.

                | unlisted words | defaults | beamMinLogProb −20 | beamMinLogProb −40 | width 256, no limits |
                |---|---|---|---|---|
                """);
        for (Depth depth : depths) {
            table.append("| ").append(depth.setup()).append(" |");
            for (double rate : depth.rates()) {
                table.append(String.format(Locale.ROOT, " %.2f %% |", 100 * rate));
            }
            table.append('\n');
        }
        Files.writeString(Path.of(file), table + laterSections(Path.of(file)));
    }

    /** Returns the sections of the file that other tests write. */
    private static String laterSections(Path file) throws IOException {
        String text = Files.exists(file) ? Files.readString(file) : "";
        int at = text.indexOf("\n## ");
        return at < 0 ? "" : text.substring(at);
    }
}
