package io.ctcservice.core.decode;

import io.ctcservice.core.Labels;
import io.ctcservice.core.decode.guide.PrefixGuide;
import java.util.Arrays;

/**
 * The prefixes of a search as a tree: the parent of a prefix is the prefix without its last label. In flat arrays; a
 * prefix that is out of the beam and leads to none that is in it gives its place back. The root moves: labels that all
 * prefixes share are settled, and their nodes give their places back, too, so that the tree stays about as large as the
 * beam and what its prefixes do not share are long, for any number of frames.
 */
final class PrefixTree {

    static final int NONE = -1;

    private static final int FIRST_CAPACITY = 256;

    private static final long BYTES_OF_A_NODE = 6 * Integer.BYTES;

    private final LabelList settled = new LabelList();
    private int root = PrefixGuide.ROOT;
    private int[] parent = new int[FIRST_CAPACITY];
    private int[] label = new int[FIRST_CAPACITY];
    private int[] firstChild = new int[FIRST_CAPACITY];
    private int[] nextSibling = new int[FIRST_CAPACITY];
    private int[] slot = new int[FIRST_CAPACITY];
    private int[] length = new int[FIRST_CAPACITY];
    private int longest;
    private int size = 1;
    private int firstFree = NONE;

    PrefixTree() {
        parent[root] = NONE;
        label[root] = NONE;
        firstChild[root] = NONE;
        nextSibling[root] = NONE;
        slot[root] = NONE;
    }

    /** Returns the number of nodes for which there is room; node numbers are below it. */
    int capacity() {
        return parent.length;
    }

    /** Returns the bytes of memory of nodes and settled labels. */
    long bytes() {
        return BYTES_OF_A_NODE * capacity() + settled.bytes();
    }

    /** Returns the number of prefixes in the tree or freed and not yet in use again, all that ever were at a time. */
    int size() {
        return size;
    }

    /** Returns the longest prefix that all others begin with, as far as that is settled; at first the empty one. */
    int root() {
        return root;
    }

    /** Returns the labels of the root. */
    LabelList settled() {
        return settled;
    }

    /** Returns the number of labels that the prefix has after those of the root. */
    int pending(int node) {
        return length[node] - length[root];
    }

    /** Returns whether no prefix has more labels after those of the root than this. */
    boolean isWithin(int labels) {
        return longest - length[root] <= labels;
    }

    /** Returns the prefix without its last label; {@link #NONE} for the root, whatever its length. */
    int parent(int node) {
        return parent[node];
    }

    /** Returns the last label of the prefix, {@link #NONE} for the empty one. */
    int label(int node) {
        return label[node];
    }

    /** Returns the index of the prefix in the beam, or {@link #NONE}. */
    int slot(int node) {
        return slot[node];
    }

    void setSlot(int node, int place) {
        slot[node] = place;
    }

    /** Returns the prefix followed by {@code next}, or {@link #NONE} if it is not in the tree. */
    int child(int node, int next) {
        int child = firstChild[node];
        while (child != NONE && label[child] != next) {
            child = nextSibling[child];
        }
        return child;
    }

    /** Adds the prefix followed by {@code next}, which must not be there. */
    int add(int node, int next) {
        int child = firstFree;
        if (child != NONE) {
            firstFree = nextSibling[child];
        } else {
            child = size++;
            if (child == parent.length) {
                grow();
            }
        }
        parent[child] = node;
        length[child] = length[node] + 1;
        longest = Math.max(longest, length[child]);
        label[child] = next;
        firstChild[child] = NONE;
        nextSibling[child] = firstChild[node];
        slot[child] = NONE;
        firstChild[node] = child;
        return child;
    }

    private void grow() {
        int capacity = 2 * parent.length;
        parent = Arrays.copyOf(parent, capacity);
        label = Arrays.copyOf(label, capacity);
        firstChild = Arrays.copyOf(firstChild, capacity);
        nextSibling = Arrays.copyOf(nextSibling, capacity);
        slot = Arrays.copyOf(slot, capacity);
        length = Arrays.copyOf(length, capacity);
    }

    /** Frees the node and those above it that are outside the beam and have no children. */
    void release(int node) {
        int leaf = node;
        // the root and freed nodes have no parent
        while (parent[leaf] != NONE && slot[leaf] == NONE && firstChild[leaf] == NONE) {
            int above = parent[leaf];
            unlink(leaf, above);
            free(leaf);
            leaf = above;
        }
    }

    private void free(int node) {
        parent[node] = NONE;
        slot[node] = NONE;
        nextSibling[node] = firstFree;
        firstFree = node;
    }

    /** Returns whether all prefixes of the beam are longer than the root and share the label after it. */
    boolean isShared() {
        int child = firstChild[root];
        return slot[root] == NONE && child != NONE && nextSibling[child] == NONE;
    }

    /** Settles the label that all prefixes share: the root moves to its only child. */
    void settleShared() {
        moveRoot(firstChild[root]);
    }

    /** Settles the label of {@code node} after the root: prefixes that disagree leave the tree. */
    void settleTowards(int node) {
        int step = node;
        while (parent[step] != root) {
            step = parent[step];
        }
        int child = firstChild[root];
        while (child != NONE) {
            int next = nextSibling[child];
            if (child != step) {
                discard(child);
            }
            child = next;
        }
        moveRoot(step);
    }

    private void moveRoot(int child) {
        free(root);
        root = child;
        parent[root] = NONE;
        nextSibling[root] = NONE;
        settled.add(label[root]);
    }

    /** Frees a prefix and all that begin with it, whose root is {@code top}: each after those below it. */
    private void discard(int top) {
        int node = top;
        while (true) {
            while (firstChild[node] != NONE) {
                node = firstChild[node];
            }
            int above = parent[node];
            if (node == top) {
                free(node);
                return;
            }
            firstChild[above] = nextSibling[node];
            free(node);
            node = above;
        }
    }

    private void unlink(int child, int node) {
        if (firstChild[node] == child) {
            firstChild[node] = nextSibling[child];
            return;
        }
        int before = firstChild[node];
        while (nextSibling[before] != child) {
            before = nextSibling[before];
        }
        nextSibling[before] = nextSibling[child];
    }

    /** Returns the labels of the prefix. */
    Labels labels(int node) {
        int at = length[node];
        var labels = new int[at];
        for (int n = node; n != root; n = parent[n]) {
            labels[--at] = label[n];
        }
        settled.copyTo(labels);
        return Labels.of(labels);
    }
}
