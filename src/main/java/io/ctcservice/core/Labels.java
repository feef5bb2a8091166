package io.ctcservice.core;

import java.util.Arrays;
import java.util.Objects;

/** An immutable sequence of class indices without blanks: a target, or a decoder's result. */
public final class Labels {

    private static final Labels EMPTY = new Labels(new int[0]);

    private final int[] values;

    private Labels(int[] values) {
        this.values = values;
    }

    /** Returns the sequence that holds a copy of {@code values}. */
    public static Labels of(int... values) {
        return values.length == 0 ? EMPTY : new Labels(values.clone());
    }

    /** Returns the number of labels, U. */
    public int length() {
        return values.length;
    }

    /** Returns the label at a position in {@code [0, length)}: a class index, at least 0. */
    public int get(int u) {
        return values[u];
    }

    /**
     * Returns the first {@code count} labels.
     *
     * @throws IndexOutOfBoundsException if there are fewer
     */
    public Labels first(int count) {
        Objects.checkFromToIndex(0, count, values.length);
        return of(Arrays.copyOf(values, count));
    }

    /** Returns R, the number of labels equal to the label before: each needs a blank between. */
    public int repeats() {
        int repeats = 0;
        for (int u = 1; u < values.length; u++) {
            if (values[u] == values[u - 1]) {
                repeats++;
            }
        }
        return repeats;
    }

    /** Returns U + R, the least number of frames in which these labels can be emitted. */
    public int minFrames() {
        return values.length + repeats();
    }

    /** Returns a copy of the labels. */
    public int[] toArray() {
        return values.clone();
    }

    /**
     * Returns the blank if it is a class of the emissions.
     *
     * @throws CtcInputException naming {@code blank} if it is outside {@code [0, vocabSize)}
     */
    public static int requireBlank(int blank, int vocabSize) {
        if (blank < 0 || blank >= vocabSize) {
            String last = blank == -1 ? "; the last class is " + (vocabSize - 1) : ""; // as TensorFlow counts
            throw new CtcInputException("blank", blank, "a class index in [0, " + vocabSize + ")" + last);
        }
        return blank;
    }

    /**
     * Returns these labels if each is a class of the emissions and none is the blank.
     *
     * @throws CtcInputException naming {@code labels/u} of the first label outside {@code [0, vocabSize)} or equal to
     *     {@code blank}
     */
    public Labels requireClasses(int vocabSize, int blank) {
        for (int u = 0; u < values.length; u++) {
            if (values[u] < 0 || values[u] >= vocabSize) {
                throw new CtcInputException(
                        "labels/" + u,
                        "label " + values[u],
                        "a class index in [0, " + vocabSize + ")" + (values[u] < 0 ? paddingAdvice(u) : ""));
            }
            if (values[u] == blank) {
                throw new CtcInputException(
                        "labels/" + u,
                        "label " + values[u] + " is the blank",
                        "no blank in a target" + paddingAdvice(u));
            }
        }
        return this;
    }

    /** Returns advice where nothing but one value comes from a label on, as where batches are padded. */
    private String paddingAdvice(int from) {
        for (int u = from + 1; u < values.length; u++) {
            if (values[u] != values[from]) {
                return "";
            }
        }
        return "; leave out what pads a target";
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Labels that && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return Arrays.toString(values);
    }
}
