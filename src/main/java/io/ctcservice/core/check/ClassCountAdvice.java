package io.ctcservice.core.check;

/** Advice on emissions whose rows have another number of scores than their vocabulary has symbols. */
public final class ClassCountAdvice {

    private ClassCountAdvice() {}

    /** Returns advice on a vocabulary that lists one symbol less than there are classes, to add to a refusal; empty if it does not. */
    public static String onBlank(int classes, int symbols) {
        return classes == symbols + 1 ? "; it has to list the blank too" : "";
    }

    /** Returns advice on a matrix that has as many frames as there are symbols, to add to a refusal; empty if it has not. */
    public static String onAxes(int frames, int symbols) {
        return frames == symbols ? "; there are as many rows: is the matrix transposed?" : "";
    }
}
