package io.ctcservice.recognition.picture;

import io.ctcservice.audio.OtherFile;
import io.ctcservice.audio.SoundFile;
import io.ctcservice.recognition.picture.PictureFormatException.Kind;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * A reader of PNG files, and of JPEG files that are baseline or progressive. The type is detected from the first bytes; transparent pixels are laid over white, and
 * a picture is rotated as its Exif orientation says.
 */
public final class PictureFile {

    /** The accepted files, in words. */
    public static final String ACCEPTED = "a PNG or JPEG file";

    private static final int SHARE_OF_MEMORY = 4; // of the heap, for as many pictures at a time as there are processors
    private static final long LEAST_SHARE = 1 << 25;
    private static final int BYTES_OF_A_PIXEL = 3; // of a bitmap
    private static final int BYTES_OF_A_LINE =
            32; // for each column and row: what reading and scaling keep of one at a time

    private static final String TOO_EARLY = "it ends too early";

    /** How to convert the first of the pictures in a file, which may have several. */
    static final String CONVERSION = "; magick FILE[0] line.png converts it";

    private static final String CONVERSION_OF_PAGES =
            "; pdftoppm -r 300 -png FILE page converts its pages, of which expected each line alone";

    private PictureFile() {}

    /**
     * Returns the picture in a file.
     *
     * @param file all of it
     * @param maxPixels the most pixels that are taken: more are refused before there is room for them, as are pictures that
     *     would need more than their share of the heap
     * @throws PictureFormatException if the file is damaged, of another kind, or too large
     */
    public static Bitmap read(byte[] file, long maxPixels) throws PictureFormatException {
        var runtime = Runtime.getRuntime();
        long share = runtime.maxMemory() / SHARE_OF_MEMORY / runtime.availableProcessors();
        return read(file, maxPixels, Math.max(LEAST_SHARE, share));
    }

    /** Returns the picture in a file, as {@link #read(byte[], long)} does, if it takes at most so many bytes of memory. */
    static Bitmap read(byte[] file, long maxPixels, long maxBytes) throws PictureFormatException {
        var readers = ImageIO.getImageReadersByFormatName(format(file));
        if (!readers.hasNext()) {
            throw new PictureFormatException(Kind.UNSUPPORTED, "this Java runtime reads no pictures");
        }
        var reader = readers.next();
        try (var stream = new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
            return read(reader, stream, Exif.orientation(file), maxPixels, maxBytes);
        } catch (PictureFormatException refused) {
            throw refused;
        } catch (IOException | RuntimeException damaged) { // the JDK's readers throw all kinds on damaged files
            throw new PictureFormatException(
                    Kind.UNREADABLE, "the picture cannot be read: " + (isCut(damaged) ? TOO_EARLY : reason(damaged)));
        } finally {
            reader.dispose();
        }
    }

    private static boolean isCut(Throwable damaged) {
        return Stream.iterate(damaged, Objects::nonNull, Throwable::getCause).anyMatch(EOFException.class::isInstance);
    }

    /** Returns the message of the innermost fault of the file: the JDK wraps it into ones that say less. */
    private static String reason(Throwable damaged) {
        var inner = damaged.getCause();
        return inner instanceof IOException && inner.getMessage() != null
                ? reason(inner)
                : String.valueOf(damaged.getMessage());
    }

    private static String format(byte[] file) throws PictureFormatException {
        if (startsWith(file, 0x89, 'P', 'N', 'G')) {
            if (startsWith(file, 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n')) {
                PngFile.requireIntact(file);
                return "png";
            }
            throw new PictureFormatException(
                    Kind.UNREADABLE,
                    "the picture cannot be read: the signature of the PNG file is damaged, as by a transfer as text");
        }
        if (startsWith(file, 0xff, 0xd8, 0xff)) {
            JpegFile.requireDecodable(file);
            return "jpeg";
        }
        String expected = "; expected " + ACCEPTED;
        if (file.length == 0) {
            throw new PictureFormatException(Kind.UNREADABLE, "an empty file" + expected);
        }
        throw new PictureFormatException(
                Kind.UNSUPPORTED, other(Arrays.copyOf(file, Math.min(16, file.length)), expected));
    }

    /** Returns what a file is that begins so, what was expected, and how the one becomes the other. */
    private static String other(byte[] start, String expected) {
        var sound = SoundFile.describe(start);
        if (sound.isPresent()) {
            return sound.get() + expected + (SoundFile.isPicture(sound.get()) ? CONVERSION : "");
        }
        return OtherFile.of(start)
                .map(kind -> kind.description()
                        + expected
                        + (kind.isPicture() ? CONVERSION : kind == OtherFile.PDF ? CONVERSION_OF_PAGES : ""))
                .orElse("a file of another kind" + expected);
    }

    private static boolean startsWith(byte[] file, int... bytes) {
        for (int i = 0; i < bytes.length; i++) {
            if (i >= file.length || (file[i] & 0xff) != bytes[i]) {
                return false;
            }
        }
        return true;
    }

    private static Bitmap read(
            ImageReader reader, ImageInputStream stream, Orientation orientation, long maxPixels, long maxBytes)
            throws IOException {
        reader.setInput(stream, true, true);
        long width = reader.getWidth(0);
        long height = reader.getHeight(0);
        if (width * height > Math.min(maxPixels, Integer.MAX_VALUE / 4)) {
            throw new PictureFormatException(
                    Kind.TOO_LARGE,
                    "a picture of " + width + " x " + height + " pixels; expected at most " + maxPixels + " in all");
        }
        double bytes = width * height * bytesOfAPixel(reader) + BYTES_OF_A_LINE * (width + height);
        if (bytes > maxBytes) {
            throw new PictureFormatException(
                    Kind.TOO_LARGE,
                    "a picture of " + width + " x " + height + " pixels, which take " + Math.round(bytes)
                            + " bytes of memory; expected at most " + maxBytes
                            + ", the share of one picture in the heap (-Xmx)");
        }
        return bitmap(readWhole(reader), orientation);
    }

    /** Reads the pixels, all of them: where a JPEG file ends early, the JDK fills in grey and only warns. */
    private static BufferedImage readWhole(ImageReader reader) throws IOException {
        var isCut = new AtomicBoolean();
        reader.addIIOReadWarningListener((source, warning) -> {
            if (warning.contains("Missing EOI") || warning.contains("premature end")) { // whatever the language
                isCut.set(true);
            }
        });
        var image = reader.read(0);
        if (isCut.get()) {
            throw new PictureFormatException(Kind.UNREADABLE, "the picture cannot be read: " + TOO_EARLY);
        }
        return image;
    }

    /** Returns what a pixel takes as it is decoded, and in a bitmap beside that. */
    private static double bytesOfAPixel(ImageReader reader) throws IOException {
        var types = reader.getImageTypes(0);
        int bits = 0;
        if (types.hasNext()) {
            var samples = types.next().getSampleModel();
            for (int band = 0; band < samples.getNumBands(); band++) {
                bits += samples.getSampleSize(band);
            }
        }
        return bits / 8.0 + BYTES_OF_A_PIXEL;
    }

    private static Bitmap bitmap(BufferedImage image, Orientation orientation) {
        int width = image.getWidth();
        int height = image.getHeight();
        var pixels = new byte[3 * width * height];
        boolean isGray = image.getColorModel().getColorSpace().getType() == ColorSpace.TYPE_GRAY
                && image.getColorModel() instanceof ComponentColorModel;
        var row = new int[width];
        for (int y = 0; y < height; y++) {
            if (isGray) {
                grayRow(image, y, row);
            } else {
                image.getRGB(0, y, width, 1, row, 0, width);
            }
            for (int x = 0; x < width; x++) {
                int alpha = row[x] >>> 24;
                int at = 3 * orientation.index(x, y, width, height);
                for (int shift = 16; shift >= 0; shift -= 8) {
                    int value = (row[x] >> shift) & 0xff;
                    pixels[at++] = alpha == 0xff ? (byte) value : onWhite(value, alpha);
                }
            }
        }
        return Bitmap.adopt(orientation.width(width, height), orientation.height(width, height), pixels);
    }

    private static byte onWhite(int value, int alpha) {
        return (byte) ((value * alpha + 255 * (255 - alpha) + 127) / 255);
    }

    /** Greys as they stand in the file: the JDK takes them for linear light, and would make them brighter. */
    private static void grayRow(BufferedImage image, int y, int[] row) {
        var raster = image.getRaster();
        int bits = raster.getSampleModel().getSampleSize(0);
        boolean hasAlpha = image.getColorModel().hasAlpha();
        int[] values = raster.getSamples(0, y, row.length, 1, 0, new int[row.length]);
        int[] alphas = hasAlpha ? raster.getSamples(0, y, row.length, 1, 1, new int[row.length]) : values;
        for (int x = 0; x < row.length; x++) {
            int value = toByte(values[x], bits);
            int alpha = hasAlpha ? toByte(alphas[x], bits) : 0xff;
            row[x] = alpha << 24 | value << 16 | value << 8 | value;
        }
    }

    private static int toByte(int value, int bits) {
        return bits > 8 ? value >> (bits - 8) : value * 255 / ((1 << bits) - 1);
    }
}
