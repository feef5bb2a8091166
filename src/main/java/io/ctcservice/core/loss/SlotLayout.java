package io.ctcservice.core.loss;

import io.ctcservice.core.kernel.RowKernel;
import io.ctcservice.core.kernel.Scratch;
import io.ctcservice.core.kernel.Slots;

/**
 * Where the slots of a target are in the rows of the forward and the backward variable, and which of them a whole path
 * can pass through. Rows are worked on in groups, and each direction starts at the edge of a group: the first forward
 * slot is the first of its group, the last backward slot the last of its own. What is left over lies ahead of the paths
 * and flows nowhere. Immutable.
 */
final class SlotLayout {

    private static final int GROUP = RowKernel.GROUP;

    private final int frames;
    private final int[] labels;
    private final Reach reach;
    private final Reach reachBack;

    SlotLayout(int frames, ExtendedTarget target) {
        this.frames = frames;
        this.labels = target.labels().toArray();
        this.reach = Reach.forward(labels);
        this.reachBack = Reach.backward(labels);
    }

    int frames() {
        return frames;
    }

    int targetLength() {
        return labels.length;
    }

    int stride() {
        return 2 * GROUP + roundUp(labels.length + 1);
    }

    /** Returns the index of slot 0, blank 0 and label 0, of the forward variable. */
    int forwardFirst() {
        return GROUP;
    }

    /** Returns the index of slot 0, label 0 and blank 1, of the backward variable; slot −1 holds blank 0. */
    int backwardFirst() {
        return roundUp(GROUP + labels.length) - labels.length;
    }

    /** Returns empty rows for the forward variable, in front of the first frame. */
    Slots forwardSlots(boolean recorded, Scratch scratch) {
        var slots = new Slots(stride(), -1, 0, recorded, scratch);
        markRepeats(slots, forwardFirst() + 1);
        slots.begin(forwardFirst());
        return slots;
    }

    /** Returns empty rows for the backward variable, behind the last frame. */
    Slots backwardSlots(Scratch scratch) {
        var slots = new Slots(stride(), 1, forwardFirst() - backwardFirst(), false, scratch);
        markRepeats(slots, backwardFirst());
        slots.begin(backwardFirst() + labels.length - 1);
        return slots;
    }

    private void markRepeats(Slots slots, int at) {
        for (int u = 0; u + 1 < labels.length; u++) {
            slots.skip[at + u] = labels[u] == labels[u + 1] ? 0 : 1;
        }
    }

    /** Returns the first forward index whose state before frame {@code start} can still come to the end. */
    int forwardFrom(int start) {
        return forwardFirst() + roundDown(Math.max(0, labels.length - 1 - reachBack.label(frames - start)));
    }

    /** Returns the end of the forward indices that paths can have come to by the frame before {@code end}. */
    int forwardTo(int end) {
        return forwardFirst() + roundUp(Math.min(labels.length, reach.blank(end - 1)) + 1);
    }

    /** Returns the first backward index that can come to the end from frame {@code start}. */
    int backwardFrom(int start) {
        return roundDown(backwardFirst() + Math.max(-1, labels.length - 1 - reachBack.blank(frames - 1 - start)));
    }

    /** Returns the end of the backward indices that paths can have come to by frame {@code end}. */
    int backwardTo(int end) {
        return roundUp(backwardFirst() + Math.min(labels.length - 1, reach.label(end)) + 1);
    }

    /** Notes which slots are reached in each frame of the segment from {@code start} on. */
    void markReached(Slots slots, int start, int from, int to) {
        int settledTo = Math.clamp(roundDown(forwardFirst() + reach.label(start) + 1), from, to);
        if (settledTo == to && slots.settledTo == to && slots.settledFrom == from) {
            return; // all are reached, as in the segment before
        }
        for (int f = 0; f < Slots.SEGMENT; f++) {
            slots.firstLabel[f] = from;
            slots.firstBlank[f] = from;
            slots.lastLabel[f] = forwardFirst() + reach.label(start + f);
            slots.lastBlank[f] = forwardFirst() + reach.blank(start + f);
        }
        slots.settledFrom = from;
        slots.settledTo = settledTo;
    }

    /** Notes the same for the backward variable, whose first frame is the one before {@code end}. */
    void markReachedBack(Slots slots, int end, int from, int to) {
        int left = frames - end;
        int settledFrom = Math.clamp(roundUp(backwardFirst() + labels.length - 1 - reachBack.label(left)), from, to);
        if (settledFrom == from && slots.settledFrom == from && slots.settledTo == to) {
            return;
        }
        int last = backwardFirst() + labels.length - 1;
        for (int step = 0; step < Slots.SEGMENT; step++) {
            slots.firstLabel[step] = last - reachBack.label(left + step);
            slots.firstBlank[step] = last - reachBack.blank(left + step);
            slots.lastLabel[step] = to - 1;
            slots.lastBlank[step] = to - 1;
        }
        slots.settledFrom = settledFrom;
        slots.settledTo = to;
    }

    private static int roundDown(int slots) {
        return Math.floorDiv(slots, GROUP) * GROUP;
    }

    private static int roundUp(int slots) {
        return Math.ceilDiv(slots, GROUP) * GROUP;
    }
}
