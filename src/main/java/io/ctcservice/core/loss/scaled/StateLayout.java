package io.ctcservice.core.loss.scaled;

import io.ctcservice.core.loss.ExtendedTarget;

/**
 * The layout of the pairs of a target in the rows of the forward and the backward variable, and the range of pairs that
 * complete paths can pass. Rows are worked on in groups, and each direction starts at the edge of a group: the first
 * forward pair is the first of its group, the last backward pair the last of its own. The remaining values lie ahead of
 * the paths and have no effect. Immutable.
 */
final class StateLayout {

    private static final int GROUP = StateRows.GROUP;

    private final int frames;
    private final int[] labels;
    private final Reach reach;
    private final Reach reachBack;

    StateLayout(int frames, ExtendedTarget target) {
        this.frames = frames;
        this.labels = target.labels().toArray();
        this.reach = Reach.forward(labels);
        this.reachBack = Reach.backward(labels);
    }

    int frames() {
        return frames;
    }

    int segments() {
        return -Math.floorDiv(-frames, StateRows.SEGMENT);
    }

    /** Returns the first frame of a segment. */
    int start(int segment) {
        return segment * StateRows.SEGMENT;
    }

    /** Returns the number of frames of a segment. */
    int length(int segment) {
        return Math.min(StateRows.SEGMENT, frames - start(segment));
    }

    int targetLength() {
        return labels.length;
    }

    int stride() {
        return 2 * GROUP + roundUp(labels.length + 1);
    }

    /** Returns the index of pair 0, blank 0 and label 0, of the forward variable. */
    int forwardFirst() {
        return GROUP;
    }

    /** Returns the index of pair 0, label 0 and blank 1, of the backward variable; pair −1 holds blank 0. */
    int backwardFirst() {
        return roundUp(GROUP + labels.length) - labels.length;
    }

    /** Returns empty rows for the forward variable, before the first frame. */
    StateRows forwardStates(boolean recorded, Scratch scratch) {
        var states = new StateRows(stride(), -1, 0, recorded, scratch);
        markRepeats(states, forwardFirst() + 1);
        states.begin(forwardFirst());
        return states;
    }

    /** Returns empty rows for the backward variable, after the last frame. */
    StateRows backwardStates(Scratch scratch) {
        var states = new StateRows(stride(), 1, forwardFirst() - backwardFirst(), false, scratch);
        markRepeats(states, backwardFirst());
        states.begin(backwardFirst() + labels.length - 1);
        return states;
    }

    private void markRepeats(StateRows states, int at) {
        for (int u = 0; u + 1 < labels.length; u++) {
            states.skip[at + u] = labels[u] == labels[u + 1] ? 0 : 1;
        }
    }

    /** Returns the first forward index from whose state before frame {@code start} paths can reach the end. */
    int forwardFrom(int start) {
        return forwardFirst() + roundDown(Math.max(0, labels.length - 1 - reachBack.label(frames - start)));
    }

    /** Returns the end of the forward indices that paths can reach by the frame before {@code end}. */
    int forwardTo(int end) {
        return forwardFirst() + roundUp(Math.min(labels.length, reach.blank(end - 1)) + 1);
    }

    /** Returns the first frame in which a path can be at the label of a forward index. */
    int forwardFrame(int index) {
        return reach.frame(index - forwardFirst());
    }

    /** Returns the first backward index from which paths can reach the end from frame {@code start}. */
    int backwardFrom(int start) {
        return roundDown(backwardFirst() + Math.max(-1, labels.length - 1 - reachBack.blank(frames - 1 - start)));
    }

    /** Returns the end of the backward indices that paths can reach by frame {@code end}. */
    int backwardTo(int end) {
        return roundUp(backwardFirst() + Math.min(labels.length - 1, reach.label(end)) + 1);
    }

    /** Records the pairs that are reached in each frame of the segment from {@code start} on. */
    void markReached(StateRows states, int start, int from, int to) {
        int settledTo = clamp(roundDown(forwardFirst() + reach.label(start) + 1), from, to);
        if (settledTo == to && states.settledTo == to && states.settledFrom == from) {
            return; // all are reached, as in the segment before
        }
        for (int f = 0; f < StateRows.SEGMENT; f++) {
            states.firstLabel[f] = from;
            states.firstBlank[f] = from;
            states.lastLabel[f] = forwardFirst() + reach.label(start + f);
            states.lastBlank[f] = forwardFirst() + reach.blank(start + f);
        }
        states.settledFrom = from;
        states.settledTo = settledTo;
    }

    /** Records the same for the backward variable, whose first frame is the one before {@code end}. */
    void markReachedBack(StateRows states, int end, int from, int to) {
        int left = frames - end;
        int settledFrom = clamp(roundUp(backwardFirst() + labels.length - 1 - reachBack.label(left)), from, to);
        if (settledFrom == from && states.settledFrom == from && states.settledTo == to) {
            return;
        }
        int last = backwardFirst() + labels.length - 1;
        for (int step = 0; step < StateRows.SEGMENT; step++) {
            states.firstLabel[step] = last - reachBack.label(left + step);
            states.firstBlank[step] = last - reachBack.blank(left + step);
            states.lastLabel[step] = to - 1;
            states.lastBlank[step] = to - 1;
        }
        states.settledFrom = settledFrom;
        states.settledTo = to;
    }

    private static int clamp(int value, int from, int to) {
        return Math.max(from, Math.min(value, to));
    }

    private static int roundDown(int pairs) {
        return Math.floorDiv(pairs, GROUP) * GROUP;
    }

    private static int roundUp(int pairs) {
        return roundDown(pairs + GROUP - 1);
    }
}
