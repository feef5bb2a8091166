package io.ctcservice.train.print;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/**
 * A grey picture: brightness from 0, black, to 1, white, row after row. Mutable while a line is made.
 *
 * @param values {@code [height][width]}
 */
@SuppressWarnings("ArrayRecordComponent") // pixels in the making, never compared
public record Grey(int width, int height, float[] values) {

    public Grey(int width, int height) {
        this(width, height, new float[width * height]);
    }

    public float at(int x, int y) {
        return values[y * width + x];
    }

    /** Returns the brightness of a picture: of its colours as television weighs them, over white where it is transparent. */
    public static Grey of(BufferedImage image) {
        var grey = new Grey(image.getWidth(), image.getHeight());
        for (int y = 0; y < grey.height; y++) {
            for (int x = 0; x < grey.width; x++) {
                int argb = image.getRGB(x, y);
                float alpha = (argb >>> 24) / 255f;
                float brightness =
                        (0.299f * (argb >> 16 & 255) + 0.587f * (argb >> 8 & 255) + 0.114f * (argb & 255)) / 255f;
                grey.values[y * grey.width + x] = alpha * brightness + 1 - alpha;
            }
        }
        return grey;
    }

    /**
     * Returns the brightness of a picture in a file.
     *
     * @throws IOException naming the file, if there is none or it is no picture
     */
    public static Grey read(Path file) throws IOException {
        try (var bytes = Files.newInputStream(file)) {
            BufferedImage image = ImageIO.read(bytes);
            if (image == null) {
                throw new IOException(file + " is no picture that can be read");
            }
            return of(image);
        }
    }

    /** Returns the grey picture of a grey image, as its numbers are. */
    static Grey ofGrey(BufferedImage image) {
        byte[] bytes = ((java.awt.image.DataBufferByte) image.getRaster().getDataBuffer()).getData();
        var grey = new Grey(image.getWidth(), image.getHeight());
        for (int i = 0; i < bytes.length; i++) {
            grey.values[i] = (bytes[i] & 255) / 255f;
        }
        return grey;
    }

    /** Returns an 8-bit image of it. */
    public BufferedImage toImage() {
        var image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
        byte[] bytes = ((java.awt.image.DataBufferByte) image.getRaster().getDataBuffer()).getData();
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) Math.round(255 * Math.clamp(values[i], 0f, 1f));
        }
        return image;
    }
}
