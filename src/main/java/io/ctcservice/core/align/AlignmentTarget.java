package io.ctcservice.core.align;

import io.ctcservice.core.CtcInputException;
import io.ctcservice.core.Emissions;
import io.ctcservice.core.loss.ExtendedTarget;
import java.util.BitSet;
import java.util.Objects;

/**
 * What an alignment has to explain: labels in order, of which some may be {@link #STAR stars}, and gaps between them, of
 * which some may absorb. Gap u is the place before label u, gap U the one after the last. Immutable.
 *
 * <p>A star stands for text that no class spells: it takes at least one frame and emits whatever class is best in each.
 * A gap that absorbs does the same, but may be empty: it stands for speech that the text leaves out. Every other gap
 * emits the blank only, as in plain CTC. Since a star emits real classes, the probability of a path with stars is still
 * that of one path of classes.
 */
public final class AlignmentTarget {

    /** In place of a class index: whatever class is best. */
    public static final int STAR = -1;

    private final int[] labels;
    private final int blank;
    private final BitSet absorbing;

    private AlignmentTarget(int[] labels, int blank, BitSet absorbing) {
        this.labels = labels;
        this.blank = blank;
        this.absorbing = absorbing;
    }

    /** Returns the target of plain CTC: no star, no gap that absorbs. */
    public static AlignmentTarget of(ExtendedTarget target) {
        return new AlignmentTarget(target.labels().toArray(), target.blank(), new BitSet());
    }

    /**
     * Returns the target of these labels, each a class index or {@link #STAR}, with no gap that absorbs.
     *
     * @throws CtcInputException naming {@code labels/u} of a label that is negative or the blank
     */
    public static AlignmentTarget of(int[] labels, int blank) {
        for (int u = 0; u < labels.length; u++) {
            if (labels[u] < STAR || labels[u] == blank) {
                throw new CtcInputException("labels/" + u, "label " + labels[u], "a class index that is not the blank");
            }
        }
        return new AlignmentTarget(labels.clone(), blank, new BitSet());
    }

    /**
     * Returns this target with these gaps made to absorb.
     *
     * @param gaps each in {@code [0, U]}
     */
    public AlignmentTarget absorbingAt(int... gaps) {
        var more = (BitSet) absorbing.clone();
        for (int gap : gaps) {
            more.set(Objects.checkIndex(gap, labels.length + 1));
        }
        return new AlignmentTarget(labels, blank, more);
    }

    /** Returns U, the number of labels, stars included. */
    public int length() {
        return labels.length;
    }

    /** Returns the class of label {@code u}, or {@link #STAR}. */
    public int label(int u) {
        return labels[u];
    }

    public int blank() {
        return blank;
    }

    /** Returns whether gap {@code u} absorbs. */
    public boolean absorbs(int u) {
        return absorbing.get(u);
    }

    /** Returns the gaps that absorb, in order. */
    int[] absorbingGaps() {
        return absorbing.stream().toArray();
    }

    /** Returns whether label {@code u} may follow label {@code u - 1} with no frame between: whether they differ. */
    public boolean canFollow(int u) {
        return u > 0 && labels[u] != labels[u - 1];
    }

    /** Returns the least number of frames for the first {@code count} labels: one each, and one between equals. */
    public int minFrames(int count) {
        int frames = count;
        for (int u = 1; u < count; u++) {
            if (!canFollow(u)) {
                frames++;
            }
        }
        return frames;
    }

    /** Returns U + R, the least number of frames for all labels. */
    public int minFrames() {
        return minFrames(labels.length);
    }

    /**
     * Returns this target if every class it names is a column of the emissions.
     *
     * @throws CtcInputException naming {@code labels/u} or {@code blank}
     */
    public AlignmentTarget requireClassesOf(Emissions emissions) {
        int vocabSize = emissions.vocabSize();
        if (blank < 0 || blank >= vocabSize) {
            throw new CtcInputException("blank", blank, "a class index in [0, " + vocabSize + ")");
        }
        for (int u = 0; u < labels.length; u++) {
            if (labels[u] >= vocabSize) {
                throw new CtcInputException(
                        "labels/" + u, "label " + labels[u], "a class index in [0, " + vocabSize + ")");
            }
        }
        return this;
    }
}
