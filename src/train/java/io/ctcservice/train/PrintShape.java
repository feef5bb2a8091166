package io.ctcservice.train;

import java.util.List;

/**
 * The sizes of a network that reads lines.
 *
 * @param channels of each convolution; each is followed by pooling that halves the height, the first two also the width
 * @param recurrentLayers bidirectional GRU layers
 * @param hidden states of each direction
 * @param classes V, the blank included
 */
record PrintShape(List<Integer> channels, int recurrentLayers, int hidden, int classes) {

    /** The number of rows of a picture. */
    static final int HEIGHT = 32;

    /** The number of columns of a picture for each frame. */
    static final int COLUMNS_PER_FRAME = 4;

    PrintShape {
        channels = List.copyOf(channels);
    }

    boolean poolsWidth(int layer) {
        return layer < 2;
    }

    /** Returns the number of features of a column after the convolutions. */
    int columnFeatures() {
        return channels.getLast() * (HEIGHT >> channels.size());
    }
}
