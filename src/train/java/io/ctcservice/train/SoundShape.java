package io.ctcservice.train;

/**
 * The sizes of a speech network.
 *
 * @param channels of each of the two convolutions
 * @param layers of GRUs
 * @param hidden states of each direction
 * @param classes V, the blank included
 * @param lookAhead future frames of the row convolution; 0 if bidirectional
 * @param streams whether it is unidirectional, for streaming
 */
record SoundShape(int channels, int layers, int hidden, int classes, int lookAhead, boolean streams) {

    /** How many convolutions there are. */
    static final int CONVOLUTIONS = 2;

    /** Mel bands. */
    static final int BANDS = 80;

    /** Steps of the front end, of 10 ms each, for a frame. */
    static final int STEPS_PER_FRAME = 3;

    /** Kernel of the first convolution: bands, steps. Its stride is 2 bands, {@link #STEPS_PER_FRAME} steps. */
    static final int[] FIRST_KERNEL = {9, 11};

    /** Kernel of the second convolution: bands, frames. Its stride is 2 bands, 1 frame. */
    static final int[] SECOND_KERNEL = {5, 5};

    /** Returns the shape of a network with so many GRU layers of so many states that hears both directions, but for that the same. */
    SoundShape whole(int ofLayers, int ofStates) {
        return new SoundShape(channels, ofLayers, ofStates, classes, 0, false);
    }

    /** How many GRU layers pass on their output alone. */
    private static final int PLAIN_LAYERS = 3;

    /** Returns whether a GRU layer adds its input to its output, so that a layer added to a trained network can begin as nothing. */
    static boolean residual(int layer) {
        return layer >= PLAIN_LAYERS;
    }

    /** Returns whether networks of another shape have the layers of this one, and if further ones, then residual ones. */
    boolean isWithin(SoundShape other) {
        boolean deeper = layers < other.layers && residual(layers);
        return new SoundShape(channels, deeper ? other.layers : layers, hidden, classes, lookAhead, streams)
                .equals(other);
    }

    /** Returns how many numbers the convolutions make of a frame. */
    int features() {
        return channels * BANDS / 4;
    }

    /** Returns how many steps before a frame the first convolution sees. */
    static int firstPast() {
        return FIRST_KERNEL[1] - STEPS_PER_FRAME;
    }

    /** Returns how many frames before a frame the second convolution sees. */
    static int secondPast() {
        return SECOND_KERNEL[1] - 1;
    }
}
