package io.ctcservice.core.decode;

import io.ctcservice.core.Labels;
import java.util.Arrays;
import java.util.Objects;

/** A sequence of labels that grows at its end: 4 to 8 bytes a label. Not thread-safe. */
final class LabelList {

    private int[] labels = new int[16];
    private int size;

    void add(int label) {
        if (size == labels.length) {
            labels = Arrays.copyOf(labels, 2 * size);
        }
        labels[size++] = label;
    }

    int size() {
        return size;
    }

    /** Returns the bytes of memory of the list. */
    long bytes() {
        return (long) Integer.BYTES * labels.length;
    }

    int get(int u) {
        return labels[u];
    }

    /** Copies all labels to the start of {@code to}, which must have room for {@link #size}. */
    void copyTo(int[] to) {
        System.arraycopy(labels, 0, to, 0, size);
    }

    /**
     * Returns the first {@code count} labels.
     *
     * @throws IndexOutOfBoundsException if there are fewer
     */
    Labels first(int count) {
        Objects.checkFromToIndex(0, count, size);
        return Labels.of(Arrays.copyOf(labels, count));
    }
}
