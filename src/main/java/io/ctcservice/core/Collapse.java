package io.ctcservice.core;

import java.util.Arrays;

/**
 * The map B of CTC: from a path of classes, one per frame, to its labels.
 *
 * @see <a href="https://www.cs.toronto.edu/~graves/icml_2006.pdf">Graves et al. 2006, section 3.1, the map B</a>
 */
public final class Collapse {

    private Collapse() {}

    /** Returns the labels of a path: runs of equal classes merged first, blanks dropped then. */
    public static Labels labels(int[] path, int blank) {
        var labels = new int[path.length];
        int count = 0;
        int previous = blank;
        for (int label : path) {
            if (label != previous && label != blank) {
                labels[count++] = label;
            }
            previous = label;
        }
        return Labels.of(Arrays.copyOf(labels, count));
    }
}
