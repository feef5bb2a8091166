package io.ctcservice.accuracy;

import static org.assertj.core.api.Assertions.assertThat;

import io.ctcservice.core.Vocabulary;
import io.ctcservice.core.WordGrouping;
import io.ctcservice.core.decode.BeamSettings;
import io.ctcservice.core.decode.Decoder;
import io.ctcservice.core.decode.GreedyDecoder;
import io.ctcservice.core.decode.Guidance;
import io.ctcservice.core.decode.Hypothesis;
import io.ctcservice.core.decode.LanguageModelFusion;
import io.ctcservice.core.decode.PrefixBeamDecoder;
import io.ctcservice.core.decode.lm.ArpaLanguageModel;
import io.ctcservice.core.decode.lm.Hotword;
import io.ctcservice.core.decode.lm.Hotwords;
import io.ctcservice.core.decode.lm.LanguageModel;
import io.ctcservice.core.decode.lm.Lexicon;
import io.ctcservice.core.decode.lm.WordHash;
import io.ctcservice.core.loss.LogForward;
import io.ctcservice.testing.SharedData;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/**
 * Error rates of the decoders on real lines. Written as a table to the file that the system property
 * {@code ctc.accuracy} names.
 */
class AccuracyTests {

    private static final List<String> SETS =
            List.of("ocr_scan_en", "ocr_scan_en_folded", "ocr_rendered_en", "ocr_ppv4_6625", "speech_libri_char");
    private static final String FOLDED = "ocr_scan_en_folded";

    /** A decoder as it is set up for a vocabulary. */
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
        Row confined = measure(data, FOLDED, lexicon(words(data)));
        rows.add(confined);
        rows.add(measure(
                data,
                "speech_libri_char",
                fused(model, LanguageModelFusion.DEFAULT_WEIGHT, LanguageModelFusion.DEFAULT_WORD_BONUS)));
        rows.add(measure(data, "handwriting_iam", greedy()));
        var dictionary = Files.readAllLines(data.file("handwriting_corpora/iam_word_dictionary.txt"));
        Row word = measure(data, "handwriting_iam", lexicon(dictionary));
        rows.add(word);

        assertThat(tuned.rates().cer()).isLessThanOrEqualTo(0.0143); // pyctcdecode's, with the same settings
        assertThat(tuned.rates().wer()).isLessThanOrEqualTo(0.055);
        assertThat(word.rates().cer()).isZero();
        assertThat(heard.rates().wer()).isLessThan(unhinted.rates().wer());
        assertThat(confined.rates().wer()).isLessThan(0.01); // each word is there to be found
        assertThat(rows.get(3).rates().cer()).isLessThanOrEqualTo(0.02785); // CTCDecoder's beam search, nothing pruned
        write(rows);
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

    private static Setup lexicon(List<String> words) {
        return new Setup("beam, lexicon of " + words.size() + " words", vocabulary -> {
            var grouping = WordGrouping.of(vocabulary);
            var lexicon = Lexicon.of(words, vocabulary, grouping);
            return beam(
                    vocabulary,
                    Optional.of(new Guidance(grouping, Optional.empty(), Optional.empty(), Optional.of(lexicon))));
        });
    }

    private static Decoder beam(Vocabulary vocabulary, Optional<Guidance> guidance) {
        return new PrefixBeamDecoder(new LogForward(), vocabulary.blank(), BeamSettings.DEFAULT, guidance);
    }

    private static LanguageModel model(SharedData data) throws IOException {
        try (InputStream file = Files.newInputStream(data.file("lm/en-us-pruned-3gram.arpa"))) {
            return ArpaLanguageModel.read(file);
        }
    }

    private static void write(List<Row> rows) throws IOException {
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
                defaults of `/decode`: width 64, classes above ln p = −5, prefixes within 10 nats of the best. The
                language model is a pruned trigram model of 30,000 words. The text is the words with one space between
                them, as `/decode` gives it.

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
        Files.writeString(Path.of(file), table + laterSections(Path.of(file)));
    }

    /** Returns the sections of the file that other tests write. */
    private static String laterSections(Path file) throws IOException {
        String text = Files.exists(file) ? Files.readString(file) : "";
        int at = text.indexOf("\n## ");
        return at < 0 ? "" : text.substring(at);
    }
}
