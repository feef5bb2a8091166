package io.ctcservice.api.spot;

import io.ctcservice.codec.RefusedRequestException;
import io.ctcservice.codec.Violation;
import io.ctcservice.codec.Warnings;
import io.ctcservice.core.Emissions;
import io.ctcservice.core.Labels;
import io.ctcservice.core.text.SpellingAdvice;
import io.ctcservice.core.text.WhiteSpace;
import io.ctcservice.request.OutputClasses;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A keyword in the form that the search takes.
 *
 * @param index of the keyword in the request
 * @param text null where there is no vocabulary
 * @param labels at least one
 * @param threshold the least score
 * @param spelled the text that the labels spell, null where labels were given
 * @param delimiter what parts words in that text
 */
record Phrase(
        int index,
        @Nullable String text,
        Labels labels,
        double threshold,
        @Nullable String spelled,
        Optional<String> delimiter) {

    private static final int MOST_FAULTS = 20;

    /**
     * Returns the keywords of a request.
     *
     * @param wholeWords whether only whole words are found, so that white space at the ends of a phrase adds nothing
     * @param warnings receives those about suspicious spellings
     * @throws RefusedRequestException naming each keyword that cannot be spelt, or has not exactly one form
     */
    static List<Phrase> of(SpotRequest request, OutputClasses classes, boolean wholeWords, Warnings warnings) {
        var keywords = Objects.requireNonNull(request.keywords());
        var grouping = classes.grouping(request.wordDelimiter());
        var delimiter = classes.delimiter(request.wordDelimiter());
        var phrases = new ArrayList<Phrase>();
        var faults = new ArrayList<Violation>();
        for (int i = 0; i < keywords.size() && faults.size() < MOST_FAULTS; i++) {
            var keyword = keywords.get(i);
            try {
                String spelled = spelled(keyword.phrase(), wholeWords);
                var labels = labels(keyword, spelled, i, classes, delimiter);
                String text = keyword.phrase() == null
                        ? grouping.map(words -> words.text(labels)).orElse(null)
                        : keyword.phrase();
                warn(keyword.phrase(), classes, delimiter, "/keywords/" + i + "/phrase", warnings);
                phrases.add(new Phrase(i, text, labels, request.threshold(keyword), spelled, delimiter));
            } catch (RefusedRequestException refused) {
                faults.addAll(refused.violations());
            }
        }
        if (!faults.isEmpty()) {
            throw new RefusedRequestException(faults);
        }
        return phrases;
    }

    private static void warn(
            @Nullable String phrase,
            OutputClasses classes,
            Optional<String> delimiter,
            String pointer,
            Warnings warnings) {
        var vocabulary = classes.vocabulary();
        if (phrase == null || vocabulary == null) {
            return;
        }
        SpellingAdvice.withinAWord(phrase, vocabulary, delimiter).ifPresent(detail -> warnings.add(pointer, detail));
    }

    /** Returns a phrase with one space for each run of white space, and none at the ends of whole words. */
    private static @Nullable String spelled(@Nullable String phrase, boolean wholeWords) {
        if (phrase == null) {
            return null;
        }
        String single = WhiteSpace.single(phrase);
        return wholeWords ? single.strip() : single;
    }

    /** Returns the phrase as it is spelled in these emissions, for symbols that stand at several classes. */
    Phrase in(Emissions emissions, OutputClasses classes, String pointer, Warnings warnings) {
        if (spelled == null) {
            return this;
        }
        var meant = classes.forText(spelled, emissions, pointer, warnings).vocabulary();
        return meant == null || meant == classes.vocabulary()
                ? this
                : new Phrase(index, text, meant.labels(spelled, delimiter), threshold, spelled, delimiter);
    }

    private static Labels labels(
            SpotRequest.Keyword keyword,
            @Nullable String spelled,
            int index,
            OutputClasses classes,
            Optional<String> delimiter) {
        String at = "/keywords/" + index;
        String phrase = keyword.phrase();
        Labels labels = keyword.labels();
        var vocabulary = classes.vocabulary();
        if (phrase == null && labels == null) {
            throw new RefusedRequestException(at + "/phrase", "missing; expected either \"phrase\" or \"labels\"");
        }
        if (phrase != null && labels != null) {
            throw new RefusedRequestException(at + "/labels", "given besides \"phrase\"; expected only one of the two");
        }
        if (labels != null) {
            int vocabSize = vocabulary == null ? Integer.MAX_VALUE : vocabulary.size();
            return nonEmpty(Refusals.at(at, () -> labels.requireClasses(vocabSize, classes.blank())), at + "/labels");
        }
        if (vocabulary == null) {
            throw new RefusedRequestException(
                    at + "/phrase", "a text, but the request has no vocabulary; expected \"labels\"");
        }
        String text = Objects.requireNonNull(spelled);
        var found = Refusals.at(
                at, () -> vocabulary.labels(text, delimiter), () -> SpellingAdvice.of(text, vocabulary, delimiter));
        return nonEmpty(found, at + "/phrase");
    }

    private static Labels nonEmpty(Labels labels, String pointer) {
        if (labels.length() == 0) {
            throw new RefusedRequestException(pointer, "an empty phrase; expected at least one symbol");
        }
        return labels;
    }
}
