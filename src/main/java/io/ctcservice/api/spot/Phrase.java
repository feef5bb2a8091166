package io.ctcservice.api.spot;

import io.ctcservice.codec.RefusedRequestException;
import io.ctcservice.codec.Violation;
import io.ctcservice.codec.Warnings;
import io.ctcservice.core.Emissions;
import io.ctcservice.core.Labels;
import io.ctcservice.request.OutputClasses;
import io.ctcservice.request.SpellingAdvice;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A keyword in the form that the search takes.
 *
 * @param index of the keyword in the request
 * @param text null where there is no vocabulary
 * @param labels at least one
 * @param threshold the least score
 * @param spelt whether it was given as a text
 */
record Phrase(int index, @Nullable String text, Labels labels, double threshold, boolean spelt) {

    private static final int MOST_FAULTS = 20;

    /**
     * Returns the keywords of a request.
     *
     * @throws RefusedRequestException naming each keyword that cannot be spelt, or has not exactly one form
     */
    static List<Phrase> of(SpotRequest request, OutputClasses classes) {
        var keywords = Objects.requireNonNull(request.keywords());
        var grouping = classes.grouping(request.wordDelimiter());
        var phrases = new ArrayList<Phrase>();
        var faults = new ArrayList<Violation>();
        for (int i = 0; i < keywords.size() && faults.size() < MOST_FAULTS; i++) {
            var keyword = keywords.get(i);
            try {
                var labels = labels(keyword, i, classes);
                String text = keyword.phrase() == null
                        ? grouping.map(words -> words.text(labels)).orElse(null)
                        : keyword.phrase();
                phrases.add(new Phrase(i, text, labels, request.threshold(keyword), keyword.phrase() != null));
            } catch (RefusedRequestException refused) {
                faults.addAll(refused.violations());
            }
        }
        if (!faults.isEmpty()) {
            throw new RefusedRequestException(faults);
        }
        return phrases;
    }

    /** Returns the phrase as it is spelled in these emissions, for symbols that stand at several classes. */
    Phrase in(Emissions emissions, OutputClasses classes, String pointer, Warnings warnings) {
        if (!spelt || text == null) {
            return this;
        }
        var meant = classes.forText(text, emissions, pointer, warnings).vocabulary();
        return meant == null || meant == classes.vocabulary()
                ? this
                : new Phrase(index, text, meant.labels(text), threshold, true);
    }

    private static Labels labels(SpotRequest.Keyword keyword, int index, OutputClasses classes) {
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
        String text = Objects.requireNonNull(phrase);
        var spelled = Refusals.at(at, () -> vocabulary.labels(text), () -> SpellingAdvice.of(text, vocabulary));
        return nonEmpty(spelled, at + "/phrase");
    }

    private static Labels nonEmpty(Labels labels, String pointer) {
        if (labels.length() == 0) {
            throw new RefusedRequestException(pointer, "an empty phrase; expected at least one symbol");
        }
        return labels;
    }
}
