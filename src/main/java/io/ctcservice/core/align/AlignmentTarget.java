package io.ctcservice.core.align;

import io.ctcservice.core.CtcInputException;
import io.ctcservice.core.Emissions;
import io.ctcservice.core.Labels;
import io.ctcservice.core.loss.ExtendedTarget;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Objects;

/**
 * A target of an alignment: labels in order, with gaps between them, some of which may absorb frames of other classes.
 * Gap u is the place before label u, gap U the one after the last. Immutable.
 *
 * <p>A gap that absorbs may be empty, or emit the blank and then whatever class is best in each of its frames: it
 * matches what the emissions contain there and the labels leave out. Every other gap emits the blank only, as in plain CTC. Since what is
 * absorbed are real classes, the probability of such a path is still that of one path of classes.
 *
 * <p>Absorbing in a gap has a penalty in the search, the price, which is no part of the path's probability: below it the path is that
 * of plain CTC, to the frame. So a gap takes nothing from its neighbours where they are merely badly read.
 */
public final class AlignmentTarget {

    private final int[] labels;
    private final int blank;
    private final BitSet absorbing;
    private final double[] prices; // of each gap, or none where no gap absorbs

    private AlignmentTarget(int[] labels, int blank, BitSet absorbing, double[] prices) {
        this.labels = labels;
        this.blank = blank;
        this.absorbing = absorbing;
        this.prices = prices;
    }

    /** Returns the target of plain CTC: no gap that absorbs. */
    public static AlignmentTarget of(ExtendedTarget target) {
        return new AlignmentTarget(target.labels().toArray(), target.blank(), new BitSet(), new double[0]);
    }

    /**
     * Returns the target of these class indices, with no gap that absorbs.
     *
     * @throws CtcInputException naming {@code labels/u} of a label that is negative or the blank
     */
    public static AlignmentTarget of(int[] labels, int blank) {
        for (int u = 0; u < labels.length; u++) {
            if (labels[u] < 0 || labels[u] == blank) {
                throw new CtcInputException("labels/" + u, "label " + labels[u], "a class index that is not the blank");
            }
        }
        return new AlignmentTarget(labels.clone(), blank, new BitSet(), new double[0]);
    }

    /**
     * Returns this target with these gaps made to absorb.
     *
     * @param gaps each in {@code [0, U]}
     * @param price the penalty of absorbing in one of them, in nats, at least 0; where one absorbs already, the lower price counts
     */
    public AlignmentTarget absorbingAt(BitSet gaps, double price) {
        Objects.checkIndex(Math.max(0, gaps.length() - 1), labels.length + 1);
        var more = (BitSet) absorbing.clone();
        more.or(gaps);
        double[] prices = Arrays.copyOf(this.prices, labels.length + 1);
        gaps.stream().forEach(gap -> prices[gap] = absorbs(gap) ? Math.min(prices[gap], price) : price);
        return new AlignmentTarget(labels, blank, more, prices);
    }

    /** Returns this target with only these of its gaps with a price still absorbing. */
    AlignmentTarget payingOnlyAt(BitSet gaps) {
        var fewer = (BitSet) absorbing.clone();
        absorbing.stream().filter(gap -> prices[gap] > 0 && !gaps.get(gap)).forEach(fewer::clear);
        return new AlignmentTarget(labels, blank, fewer, prices);
    }

    /** Returns U, the number of labels. */
    public int length() {
        return labels.length;
    }

    /** Returns the class of label {@code u}. */
    public int label(int u) {
        return labels[u];
    }

    /** Returns the class index of the blank. */
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

    /** Returns the penalty of absorbing in gap {@code u}, in nats; the gap must absorb. */
    double price(int u) {
        return prices[u];
    }

    /** Returns whether label {@code u} may follow label {@code u - 1} without a frame between: whether they differ. */
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
        Labels.requireBlank(blank, vocabSize);
        for (int u = 0; u < labels.length; u++) {
            if (labels[u] >= vocabSize) {
                throw new CtcInputException(
                        "labels/" + u, "label " + labels[u], "a class index in [0, " + vocabSize + ")");
            }
        }
        return this;
    }
}
