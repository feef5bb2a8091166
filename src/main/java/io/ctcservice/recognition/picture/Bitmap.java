package io.ctcservice.recognition.picture;

/** The pixels of a picture: red, green and blue, 8 bits each. Immutable. */
public final class Bitmap {

    private final int width;
    private final int height;
    private final byte[] pixels; // red, green, blue, row after row

    private Bitmap(int width, int height, byte[] pixels) {
        if (width < 1 || height < 1 || 3L * width * height != pixels.length) {
            throw new IllegalArgumentException(
                    width + " x " + height + " pixels cannot be " + pixels.length + " bytes");
        }
        this.width = width;
        this.height = height;
        this.pixels = pixels;
    }

    /**
     * Returns a picture on {@code pixels} itself: red, green, blue of each, row after row. For producers that have just
     * filled the array and do not use it again.
     */
    public static Bitmap adopt(int width, int height, byte[] pixels) {
        return new Bitmap(width, height, pixels);
    }

    public int width() {
        return width;
    }

    public int height() {
        return height;
    }

    /** Writes a channel of a row of pixels. */
    void copyRow(Channels channels, int channel, int y, float[] target) {
        for (int x = 0, at = 3 * y * width; x < width; x++, at += 3) {
            target[x] = switch (channels) {
                case RGB -> pixels[at + channel] & 0xff;
                case BGR -> pixels[at + 2 - channel] & 0xff;
                case GRAY ->
                    (float) (0.299 * (pixels[at] & 0xff)
                            + 0.587 * (pixels[at + 1] & 0xff)
                            + 0.114 * (pixels[at + 2] & 0xff));
            };
        }
    }

    /** Returns 0 to 255, of channel 0 red, 1 green or 2 blue. */
    int get(int x, int y, int channel) {
        return pixels[3 * (y * width + x) + channel] & 0xff;
    }
}
