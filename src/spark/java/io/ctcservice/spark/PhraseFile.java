package io.ctcservice.spark;

import io.ctcservice.core.PlainNumber;
import io.ctcservice.core.decode.guide.Lexicon;
import io.ctcservice.core.text.WhiteSpace;
import io.ctcservice.spark.Settings.Weighted;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A file that an option names, with a phrase or some words a line. Lines of nothing but white space do not count.
 * Immutable.
 */
final class PhraseFile {

    private final String option;
    private final List<String> lines;

    private PhraseFile(String option, List<String> lines) {
        this.option = option;
        this.lines = lines;
    }

    /** @throws UsageException if there is no such file, it cannot be read or has no lines that count */
    static PhraseFile read(String option, String location) {
        var lines = Storage.text(option, location)
                .lines()
                .filter(line -> !WhiteSpace.single(line).isBlank())
                .toList();
        if (lines.isEmpty()) {
            throw new UsageException("--" + option + ": " + location + " is empty");
        }
        return new PhraseFile(option, lines);
    }

    /** Returns the words of all lines: one that has several stands for each of them, one with its spelling for that word. */
    List<String> words() {
        return lines.stream().flatMap(line -> Lexicon.words(line).stream()).toList();
    }

    /** Returns whether each phrase has a number of its own. */
    boolean isWeighted() {
        return lines.stream().allMatch(line -> line.contains("\t"));
    }

    /**
     * Returns the phrases, one a line, each once and with the number behind its tab or the usual one.
     *
     * @throws UsageException if there is no phrase before a tab, or no finite number behind it, or one phrase has two
     */
    List<Weighted> weighted(double usual) {
        var phrases = new LinkedHashMap<String, Weighted>();
        for (String line : lines) {
            String[] parts = line.split("\t", 2);
            double weight = parts.length > 1 ? number(parts[1]) : usual;
            if (WhiteSpace.single(parts[0]).isBlank()) {
                throw new UsageException("--" + option + ": no phrase before the tab and \"" + parts[1] + "\"");
            }
            if (!Double.isFinite(weight)) {
                throw new UsageException(
                        "--" + option + ": \"" + parts[1] + "\" behind \"" + parts[0] + "\" is no finite number");
            }
            @Nullable Weighted before = phrases.putIfAbsent(parts[0], new Weighted(parts[0], weight));
            if (before != null && before.weight() != weight) {
                throw new UsageException("--" + option + ": \"" + parts[0] + "\" stands twice, with "
                        + PlainNumber.of(before.weight()) + " and " + PlainNumber.of(weight));
            }
        }
        return List.copyOf(phrases.values());
    }

    /** Returns a number, NaN for what is none. */
    private static double number(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException bad) {
            return Double.NaN;
        }
    }
}
