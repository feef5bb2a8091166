package io.ctcservice.recognition.picture;

/** The colour channels of a network's input, in its order. */
public enum Channels {
    RGB,
    BGR,
    /** One channel: 0.299 R + 0.587 G + 0.114 B. */
    GRAY;

    /** Returns the number of channels. */
    public int count() {
        return this == GRAY ? 1 : 3;
    }
}
