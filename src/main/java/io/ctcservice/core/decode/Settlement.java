package io.ctcservice.core.decode;

import io.ctcservice.core.Labels;
import io.ctcservice.core.decode.guide.PrefixGuide;
import org.jspecify.annotations.Nullable;

/** The settlement of the oldest labels of a search, which bounds its tree of prefixes. Not thread-safe. */
final class Settlement {

    private final PrefixTree tree;
    private final @Nullable PrefixGuide guide;
    private final int mostPending;
    private int stable;

    /** @param mostPending how many labels of the best prefix may differ from those of others */
    Settlement(PrefixTree tree, @Nullable PrefixGuide guide, int mostPending) {
        this.tree = tree;
        this.guide = guide;
        this.mostPending = mostPending;
    }

    /** Settles the labels that all prefixes share, and the oldest of the best prefix where it has too many others. */
    void settle(Beam beam) {
        while (tree.isShared()) {
            tree.settleShared();
            noteWholeWords();
        }
        if (tree.isWithin(mostPending) || beam.size == 0) {
            return;
        }
        int node = beam.node[beam.best()];
        if (tree.pending(node) <= mostPending) {
            return;
        }
        while (tree.pending(node) > mostPending) {
            tree.settleTowards(node);
            noteWholeWords();
        }
        beam.retain(tree);
        settle(beam); // what is left may share more
    }

    private void noteWholeWords() {
        if (guide == null || guide.mayEnd(tree.root())) {
            stable = tree.settled().size();
        }
    }

    /** Returns the number of labels that all hypotheses have in common from now on, with a lexicon those of whole words. */
    int stable() {
        return stable;
    }

    /** Returns the labels that all hypotheses have in common from now on. */
    Labels stableLabels() {
        return tree.settled().first(stable);
    }
}
