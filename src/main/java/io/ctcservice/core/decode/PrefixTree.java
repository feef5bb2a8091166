package io.ctcservice.core.decode;

import io.ctcservice.core.Labels;
import io.ctcservice.core.decode.guide.PrefixGuide;
import java.util.Arrays;

/**
 * The prefixes of a search as a tree: the parent of a prefix is the prefix without its last label. In flat arrays; a
 * prefix that is out of the beam and leads to none that is in it gives its place back, so that the tree stays about as
 * large as the beam, and the text it shares, are long.
 */
final class PrefixTree {

    static final int ROOT = PrefixGuide.ROOT;
    static final int NONE = -1;

    private int[] parent = new int[64];
    private int[] label = new int[64];
    private int[] firstChild = new int[64];
    private int[] nextSibling = new int[64];
    private int[] slot = new int[64];
    private int size = 1;
    private int firstFree = NONE;

    PrefixTree() {
        parent[ROOT] = NONE;
        label[ROOT] = NONE;
        firstChild[ROOT] = NONE;
        nextSibling[ROOT] = NONE;
        slot[ROOT] = NONE;
    }

    /** Returns the number of nodes for which there is room; node numbers are below it. */
    int capacity() {
        return parent.length;
    }

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
        label[child] = next;
        firstChild[child] = NONE;
        nextSibling[child] = firstChild[node];
        slot[child] = NONE;
        firstChild[node] = child;
        return child;
    }

    private void grow() {
        int length = 2 * parent.length;
        parent = Arrays.copyOf(parent, length);
        label = Arrays.copyOf(label, length);
        firstChild = Arrays.copyOf(firstChild, length);
        nextSibling = Arrays.copyOf(nextSibling, length);
        slot = Arrays.copyOf(slot, length);
    }

    /** Frees the node and those above it that are outside the beam and have no children. */
    void release(int node) {
        int leaf = node;
        // the root and freed nodes have no parent
        while (parent[leaf] != NONE && slot[leaf] == NONE && firstChild[leaf] == NONE) {
            int above = parent[leaf];
            unlink(leaf, above);
            parent[leaf] = NONE;
            nextSibling[leaf] = firstFree;
            firstFree = leaf;
            leaf = above;
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
        int length = 0;
        for (int n = node; n != ROOT; n = parent[n]) {
            length++;
        }
        var labels = new int[length];
        for (int n = node; n != ROOT; n = parent[n]) {
            labels[--length] = label[n];
        }
        return Labels.of(labels);
    }
}
