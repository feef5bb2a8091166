package io.ctcservice.request;

import io.ctcservice.core.Counted;
import io.ctcservice.core.CtcInputException;
import io.ctcservice.core.FloatMatrix;
import io.ctcservice.core.Labels;
import io.ctcservice.core.check.ClassCountAdvice;
import io.ctcservice.core.text.Vocabulary;

/** The check that emissions have a score for each class of a request. */
public final class ClassCount {

    private ClassCount() {}

    /**
     * Checks that the rows have as many scores as there are classes; rows that no request may have are left to others.
     *
     * @throws CtcInputException if they have not, with advice
     */
    static void require(FloatMatrix scores, OutputClasses classes, BatchBody<?> request) {
        if (scores.rows() < 1 || scores.columns() < 2) {
            return;
        }
        Vocabulary vocabulary = classes.vocabulary();
        if (vocabulary == null) {
            Labels.requireBlank(classes.blank(), scores.columns());
        } else if (scores.columns() != vocabulary.size()) {
            throw new CtcInputException(
                    "emissions",
                    "rows of " + Counted.of(scores.columns(), "score"),
                    vocabulary.size() + ", the size of the vocabulary" + advice(scores, vocabulary, request));
        }
    }

    private static String advice(FloatMatrix scores, Vocabulary vocabulary, BatchBody<?> request) {
        String transposed = ClassCountAdvice.onAxes(scores.rows(), vocabulary.size());
        String size = advice(scores.columns(), vocabulary, request);
        return isAssumed(request) || size.isEmpty() ? size + transposed : size;
    }

    /** Returns advice on so many classes, which are not those of the vocabulary; empty if there is none. */
    public static String advice(int classes, Vocabulary vocabulary, BatchBody<?> request) {
        if (isAssumed(request)) {
            return " \"english\", which is taken where a request names none; another is named by \"vocabulary\" and"
                    + " \"blank\", by \"vocabularyName\", or by \"blank\" alone for labels without text";
        }
        return request.network() == null ? ClassCountAdvice.onBlank(classes, vocabulary.size()) : "";
    }

    /** Returns whether a request names no classes, so that the vocabulary {@code english} is taken. */
    private static boolean isAssumed(BatchBody<?> body) {
        return body.network() == null
                && body.vocabulary() == null
                && body.vocabularyName() == null
                && body.blank() == null;
    }
}
