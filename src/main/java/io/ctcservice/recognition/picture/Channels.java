package io.ctcservice.recognition.picture;

/** The colours that a network sees, in its order. */
public enum Channels {
    RGB,
    BGR,
    /** One: 0.299 R + 0.587 G + 0.114 B. */
    GRAY;

    /** Returns how many there are. */
    public int count() {
        return this == GRAY ? 1 : 3;
    }

    /** Returns a channel of a pixel, 0 to 255. */
    double of(Bitmap picture, int x, int y, int channel) {
        return switch (this) {
            case RGB -> picture.get(x, y, channel);
            case BGR -> picture.get(x, y, 2 - channel);
            case GRAY -> 0.299 * picture.get(x, y, 0) + 0.587 * picture.get(x, y, 1) + 0.114 * picture.get(x, y, 2);
        };
    }
}
