package io.ctcservice.accuracy;

import static org.assertj.core.api.Assertions.assertThat;

import io.ctcservice.core.CtcInputException;
import io.ctcservice.core.Labels;
import io.ctcservice.core.align.AlignedTranscript;
import io.ctcservice.core.align.AlignedWord;
import io.ctcservice.core.align.ForcedAligner;
import io.ctcservice.core.align.Transcript;
import io.ctcservice.core.spot.Detection;
import io.ctcservice.core.spot.KeywordSpotter;
import io.ctcservice.core.spot.WordBoundaries;
import io.ctcservice.core.text.Vocabulary;
import io.ctcservice.core.text.WordGrouping;
import io.ctcservice.testing.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Tests of how well keyword spotting separates words that are in a line from words that are not. Written as a section
 * of the file that the system property {@code ctc.accuracy} names.
 */
class SpottingAccuracyTests {

    private static final List<String> SETS = List.of("ocr_scan_en", "ocr_scan_en_folded", "ocr_rendered_en");
    private static final double DEFAULT_THRESHOLD = -5;
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]+(?:['’][\\p{L}\\p{N}]+)*");

    /** The search for one word in one line. */
    private record Trial(double score, boolean isThere, boolean isInPlace) {}

    private record Roc(String set, List<Trial> trials) {

        double share(double threshold, boolean isThere) {
            var asked =
                    trials.stream().filter(trial -> trial.isThere() == isThere).toList();
            return (double) asked.stream()
                            .filter(trial -> trial.score() >= threshold)
                            .count()
                    / asked.size();
        }

        long count(boolean isThere) {
            return trials.stream().filter(trial -> trial.isThere() == isThere).count();
        }

        /** Returns the share of the words found at the default threshold that are where the aligner has them. */
        double inPlace() {
            var found = trials.stream()
                    .filter(trial -> trial.isThere() && trial.score() >= DEFAULT_THRESHOLD)
                    .toList();
            return (double) found.stream().filter(Trial::isInPlace).count() / found.size();
        }

        /** Returns the highest threshold that accepts no more than this share of the words that are not there. */
        double thresholdOf(double falseShare) {
            double[] wrong = trials.stream()
                    .filter(trial -> !trial.isThere())
                    .mapToDouble(trial -> -trial.score())
                    .sorted()
                    .toArray();
            return Math.nextUp(-wrong[(int) (falseShare * wrong.length)]);
        }

        /** Returns the probability that a word that is there scores above one that is not, ties counting half. */
        double areaUnderCurve() {
            var ranked = trials.stream()
                    .sorted(Comparator.comparingDouble(Trial::score))
                    .toList();
            double area = 0;
            long below = 0;
            for (int i = 0; i < ranked.size(); ) {
                int end = i;
                long there = 0;
                while (end < ranked.size()
                        && ranked.get(end).score() == ranked.get(i).score()) {
                    there += ranked.get(end++).isThere() ? 1 : 0;
                }
                long absent = end - i - there;
                area += there * (below + absent / 2.0);
                below += absent;
                i = end;
            }
            return area / (count(true) * count(false));
        }
    }

    @Test
    void wordsThatAreThereAreFoundWhereTheyAreAndOthersAreRejected() throws IOException {
        SharedData data = SharedData.require();
        var curves = new ArrayList<Roc>();
        for (String set : SETS) {
            curves.add(new Roc(set, trials(data.items(set))));
        }
        // what was measured when this was written, less about half a percent
        assertThat(curves.get(0).areaUnderCurve()).isGreaterThan(0.993);
        assertThat(curves.get(0).share(DEFAULT_THRESHOLD, true)).isGreaterThan(0.98);
        assertThat(curves.get(0).share(DEFAULT_THRESHOLD, false)).isLessThan(0.001);
        assertThat(curves.get(0).inPlace()).isGreaterThan(0.99);
        write(curves);
    }

    private static List<Trial> trials(List<SharedData.Item> items) {
        Vocabulary vocabulary = items.getFirst().vocabulary();
        WordGrouping grouping = WordGrouping.of(vocabulary);
        var words = new TreeSet<String>();
        items.forEach(item -> words.addAll(words(item.truth())));
        var boundaries = Optional.of(WordBoundaries.of(vocabulary, grouping));
        var trials = new ArrayList<Trial>();
        for (SharedData.Item item : items) {
            var spotter = new KeywordSpotter(item.emissions(), item.blank(), boundaries);
            var transcript = Transcript.ofLabels(item.target(), vocabulary, grouping);
            var alignment = new ForcedAligner()
                    .align(item.emissions(), transcript.target())
                    .orElseThrow();
            List<AlignedWord> aligned =
                    AlignedTranscript.of(transcript, alignment).words();
            Set<String> present = words(item.truth());
            for (String word : words) {
                Labels labels = labels(vocabulary, word);
                if (labels != null) {
                    trials.add(trial(spotter.find(labels, -1e9), word, present.contains(word), aligned));
                }
            }
        }
        return trials;
    }

    private static Set<String> words(String text) {
        return WORD.matcher(text).results().map(MatchResult::group).collect(Collectors.toSet());
    }

    private static @Nullable Labels labels(Vocabulary vocabulary, String word) {
        try {
            return vocabulary.labels(word);
        } catch (CtcInputException unspellable) {
            return null;
        }
    }

    private static Trial trial(List<Detection> found, String word, boolean isThere, List<AlignedWord> aligned) {
        if (found.isEmpty()) {
            return new Trial(Double.NEGATIVE_INFINITY, isThere, false);
        }
        Detection best = found.getFirst();
        boolean isInPlace = aligned.stream()
                .anyMatch(at -> at.text().contains(word) && best.start() < at.end() && at.start() < best.end());
        return new Trial(best.score(), isThere, isInPlace);
    }

    private static void write(List<Roc> curves) throws IOException {
        String file = System.getProperty("ctc.accuracy");
        if (file == null) {
            return;
        }
        var section = new StringBuilder("""

                ## Keyword spotting

                Made by `./mvnw test -Dtest=SpottingAccuracyTests -Dctc.accuracy=src/docs/accuracy.md`. Each word of a set is
                looked for in each of its lines as `/spot` does, as a whole word; the score is that of the best detection.
                AUC is the area under the ROC. Then, at the default threshold of −5, how many of the words that are in the
                line are found, how many of those are where `/align` puts the word, and how many of the words that are not in
                the line are taken for found; and how many are found at thresholds that let 0.01 %, 0.1 % and 1 % of the others
                through. The networks' own misreadings count as misses: a word that they read wrongly has a low score.

                | set | words there | not there | AUC | found | in place | false | found at 0.01 % | at 0.1 % | at 1 % |
                |---|---|---|---|---|---|---|---|---|---|
                """);
        for (Roc roc : curves) {
            section.append(String.format(
                    Locale.ROOT,
                    "| %s | %d | %d | %.4f | %.1f %% | %.1f %% | %.2f %% | %.1f %% | %.1f %% | %.1f %% |\n",
                    roc.set(),
                    roc.count(true),
                    roc.count(false),
                    roc.areaUnderCurve(),
                    100 * roc.share(DEFAULT_THRESHOLD, true),
                    100 * roc.inPlace(),
                    100 * roc.share(DEFAULT_THRESHOLD, false),
                    100 * roc.share(roc.thresholdOf(1e-4), true),
                    100 * roc.share(roc.thresholdOf(1e-3), true),
                    100 * roc.share(roc.thresholdOf(1e-2), true)));
        }
        Path path = Path.of(file);
        String text = Files.exists(path) ? Files.readString(path) : "";
        int at = text.indexOf("\n## Keyword spotting");
        Files.writeString(path, (at < 0 ? text : text.substring(0, at)) + section);
    }
}
