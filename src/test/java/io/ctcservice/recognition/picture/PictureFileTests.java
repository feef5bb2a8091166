package io.ctcservice.recognition.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.ctcservice.recognition.picture.PictureFormatException.Kind;
import io.ctcservice.testing.WavFile;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.zip.CRC32;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** PNG and JPEG files. */
final class PictureFileTests {

    @ParameterizedTest
    @ValueSource(
            ints = {
                BufferedImage.TYPE_INT_RGB,
                BufferedImage.TYPE_3BYTE_BGR,
                BufferedImage.TYPE_INT_ARGB,
                BufferedImage.TYPE_BYTE_INDEXED,
                BufferedImage.TYPE_BYTE_BINARY
            })
    void readsPngOfAnyKind(int type) throws IOException {
        var image = new BufferedImage(5, 3, type);
        image.setRGB(1, 2, 0xffffffff);

        var picture = PictureFile.read(png(image), 15);

        assertThat(picture.width()).isEqualTo(5);
        assertThat(picture.height()).isEqualTo(3);
        assertThat(new int[] {picture.get(1, 2, 0), picture.get(1, 2, 1), picture.get(1, 2, 2)})
                .containsExactly(255, 255, 255);
    }

    /** Its scaling would take many times what its pixels do. */
    @Test
    void aPictureOfOneEndlessRowTakesMoreThanItsPixels() throws IOException {
        byte[] row = png(new BufferedImage(1_000_000, 1, BufferedImage.TYPE_BYTE_BINARY));

        assertThatExceptionOfType(PictureFormatException.class)
                .isThrownBy(() -> PictureFile.read(row, 10_000_000, 30_000_000))
                .withMessageContaining("bytes of memory");
        assertThat(PictureFile.read(row, 10_000_000, 40_000_000).width()).isEqualTo(1_000_000);
    }

    /** 5000 × 5000 pixels of 16 bits and four channels are 190 KB of zeros in a file, and 275 MB once read. */
    @Test
    void memoryIsBoundedBeforeItIsTaken() throws IOException {
        byte[] gray = png(new BufferedImage(100, 100, BufferedImage.TYPE_BYTE_GRAY));
        assertThat(PictureFile.read(gray, 10_000, 46_400).width()).isEqualTo(100);
        assertThatExceptionOfType(PictureFormatException.class)
                .isThrownBy(() -> PictureFile.read(gray, 10_000, 46_399))
                .withMessage(
                        "a picture of 100 x 100 pixels, which take 46400 bytes of memory; expected at most 46399, the"
                                + " share of one picture in the heap (-Xmx)")
                .matches(refused -> refused.kind() == Kind.TOO_LARGE);
        byte[] deep = png(new BufferedImage(100, 100, BufferedImage.TYPE_USHORT_GRAY));
        assertThat(PictureFile.read(deep, 10_000, 56_400).width()).isEqualTo(100);
        assertThatExceptionOfType(PictureFormatException.class)
                .isThrownBy(() -> PictureFile.read(deep, 10_000, 56_399));
    }

    @Test
    void coloursComeOutInOrder() throws IOException {
        var image = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB);
        image.setRGB(0, 0, 0x102030);

        var picture = PictureFile.read(png(image), 1);

        assertThat(new int[] {picture.get(0, 0, 0), picture.get(0, 0, 1), picture.get(0, 0, 2)})
                .containsExactly(0x10, 0x20, 0x30);
    }

    /** The JDK takes greys for linear light: asked for colours it would make 55 of 10, and thin strokes thinner. */
    @ParameterizedTest
    @ValueSource(ints = {BufferedImage.TYPE_BYTE_GRAY, BufferedImage.TYPE_USHORT_GRAY})
    void greysAreWhatStandsInTheFile(int type) throws IOException {
        var image = new BufferedImage(256, 1, type);
        for (int x = 0; x < 256; x++) {
            image.getRaster().setSample(x, 0, 0, type == BufferedImage.TYPE_BYTE_GRAY ? x : 257 * x);
        }

        var picture = PictureFile.read(png(image), 256);

        for (int x = 0; x < 256; x++) {
            assertThat(picture.get(x, 0, 0)).isEqualTo(x);
            assertThat(picture.get(x, 0, 2)).isEqualTo(x);
        }
    }

    @Test
    void transparentPixelsAreWhitePaper() throws IOException {
        var image = new BufferedImage(2, 1, BufferedImage.TYPE_INT_ARGB);
        image.setRGB(1, 0, 0x80000000);

        var picture = PictureFile.read(png(image), 2);

        assertThat(picture.get(0, 0, 0)).isEqualTo(255);
        assertThat(picture.get(1, 0, 0)).isEqualTo(127);
    }

    @Test
    void readsJpeg() throws IOException {
        var image = new BufferedImage(16, 8, BufferedImage.TYPE_INT_RGB);
        for (int x = 0; x < 16; x++) {
            for (int y = 0; y < 8; y++) {
                image.setRGB(x, y, 0xc0c0c0);
            }
        }
        var out = new ByteArrayOutputStream();
        ImageIO.write(image, "jpeg", out);

        var picture = PictureFile.read(out.toByteArray(), 128);

        assertThat(picture.width()).isEqualTo(16);
        assertThat(picture.get(7, 3, 1)).isBetween(0xbc, 0xc4);
    }

    @Test
    void pixelsAreCountedBeforeThereIsRoomForThem() throws IOException {
        assertRefused(huge(60_000, 60_000), Kind.TOO_LARGE, "60000 x 60000 pixels; expected at most 1000000");
        var image = new BufferedImage(4, 4, BufferedImage.TYPE_INT_RGB);
        assertThatExceptionOfType(PictureFormatException.class)
                .isThrownBy(() -> PictureFile.read(png(image), 15))
                .withMessageContaining("4 x 4");
    }

    @Test
    void whatIsNoPictureIsRefused() throws IOException {
        assertRefused(new byte[0], Kind.UNREADABLE, "an empty file; expected a PNG or JPEG file");
        assertRefused(
                "GIF89a".getBytes(StandardCharsets.US_ASCII), Kind.UNSUPPORTED, "a GIF file; expected a PNG or JPEG");
        assertRefused(
                "hello".getBytes(StandardCharsets.US_ASCII), Kind.UNSUPPORTED, "a file of another kind; expected");
        for (String brand : List.of("heic", "heix", "mif1", "hevc")) { // photos of phones
            assertRefused(
                    ("\0\0\0\40ftyp" + brand).getBytes(StandardCharsets.US_ASCII),
                    Kind.UNSUPPORTED,
                    "a HEIC file; expected a PNG or JPEG");
        }
        assertRefused(
                "\0\0\0\40ftypavif".getBytes(StandardCharsets.US_ASCII),
                Kind.UNSUPPORTED,
                "an AVIF file; expected a PNG or JPEG");
        assertRefused("fLaC".getBytes(StandardCharsets.US_ASCII), Kind.UNSUPPORTED, "a FLAC file; expected a PNG");
        byte[] png = png(new BufferedImage(40, 40, BufferedImage.TYPE_INT_RGB));
        assertRefused(Arrays.copyOf(png, png.length / 2), Kind.UNREADABLE, "cannot be read: it ends too early");
        assertRefused(Arrays.copyOf(png, 8), Kind.UNREADABLE, "cannot be read: it ends too early");
        byte[] asText = new String(png, StandardCharsets.ISO_8859_1)
                .replace("\r\n", "\n")
                .getBytes(StandardCharsets.ISO_8859_1);
        assertRefused(asText, Kind.UNREADABLE, "cannot be read: the signature of the PNG file is damaged");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GIF89a | a GIF file; expected a PNG or JPEG file; magick FILE[0] line.png converts it",
                "RIFF0000WEBPVP8X | a WebP file; expected a PNG or JPEG file; magick FILE[0] line.png converts it",
                "0000ftypheic | a HEIC file; expected a PNG or JPEG file; magick",
                "'\0\0\0\fjP  \r\n' | a JPEG 2000 file; expected a PNG or JPEG file; magick",
                "\u00ffO\u00ffQ | a JPEG 2000 file; expected a PNG or JPEG file; magick",
                "'\u00ff\n' | a JPEG XL file; expected a PNG or JPEG file; magick",
                "'P5\n16 16\n255\n' | a PBM, PGM or PPM file; expected a PNG or JPEG file; magick",
                "'P6 16 16 255 ' | a PBM, PGM or PPM file; expected a PNG or JPEG file; magick",
                "'II*\0' | a TIFF file; expected a PNG or JPEG file; magick",
                "BM000000 | a BMP file; expected a PNG or JPEG file; magick",
                "<svg xmlns= | an SVG file; expected a PNG or JPEG file; magick",
                "%PDF-1.7 | a PDF file; expected a PNG or JPEG file; pdftoppm -r 300 -png FILE page converts its pages, of which",
                "iVBORw0KGgo | text in Base64, of a PNG file; expected a PNG or JPEG file",
                "\u0093NUMPY\u0001\0 | a NumPy file; expected a PNG or JPEG file",
                "0&\u00b2u | a WMA file; expected a PNG or JPEG file",
            })
    void whatIsNotReadIsNamedAndConverted(String start, String message) {
        assertRefused(start.getBytes(StandardCharsets.ISO_8859_1), Kind.UNSUPPORTED, message);
    }

    /** As of a GIF file, the pictures behind the first would be lost. */
    @Test
    void anAnimatedPngFileIsRefused() throws IOException {
        byte[] png = png(new BufferedImage(4, 4, BufferedImage.TYPE_INT_RGB));
        int behindTheHeader = 8 + 25;
        for (int pictures : new int[] {1, 5}) {
            byte[] chunk = ByteBuffer.allocate(20)
                    .putInt(8)
                    .put("acTL".getBytes(StandardCharsets.US_ASCII))
                    .putInt(pictures)
                    .array();
            byte[] animated = WavFile.join(
                    Arrays.copyOf(png, behindTheHeader), chunk, Arrays.copyOfRange(png, behindTheHeader, png.length));
            if (pictures == 1) {
                assertThat(PictureFile.read(animated, 100).width()).isEqualTo(4);
            } else {
                assertRefused(
                        animated,
                        Kind.UNSUPPORTED,
                        "an animated PNG file, of 5 pictures; expected one; magick FILE[0] line.png converts it");
            }
        }
    }

    /** The JDK would fill in grey for what is missing. */
    @ParameterizedTest
    @ValueSource(doubles = {0.4, 0.6, 0.9, 0.99})
    void aJpegFileThatIsCutIsRefused(double part) throws IOException {
        for (boolean isProgressive : new boolean[] {false, true}) {
            byte[] file = jpeg(isProgressive);
            assertRefused(Arrays.copyOf(file, (int) (part * file.length)), Kind.UNREADABLE, "it ends too early");
        }
    }

    /** As cameras write them: previews and further pictures, and bytes of their own. */
    @Test
    void whatFollowsAJpegPictureIsNotLookedAt() throws IOException {
        byte[] file = jpeg(false);
        byte[] another = Arrays.copyOf(file, file.length / 2);
        assertThat(PictureFile.read(WavFile.join(file, new byte[100], another), 20_000)
                        .width())
                .isEqualTo(200);
    }

    /** Returns a file of 200 × 100 pixels of noise. */
    private static byte[] jpeg(boolean isProgressive) throws IOException {
        var image = new BufferedImage(200, 100, BufferedImage.TYPE_INT_RGB);
        var random = new SplittableRandom(3);
        for (int i = 0; i < 20_000; i++) {
            image.setRGB(i % 200, i / 200, random.nextInt());
        }
        var writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        var settings = writer.getDefaultWriteParam();
        if (isProgressive) {
            settings.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
        }
        var out = new ByteArrayOutputStream();
        try (var stream = Objects.requireNonNull(ImageIO.createImageOutputStream(out))) {
            writer.setOutput(stream);
            writer.write(null, new IIOImage(image, null, null), settings);
        } finally {
            writer.dispose();
        }
        return out.toByteArray();
    }

    private static void assertRefused(byte[] file, Kind kind, String message) {
        assertThatExceptionOfType(PictureFormatException.class)
                .isThrownBy(() -> PictureFile.read(file, 1_000_000))
                .withMessageContaining(message)
                .extracting(PictureFormatException::kind)
                .isEqualTo(kind);
    }

    private static byte[] png(BufferedImage image) throws IOException {
        var out = new ByteArrayOutputStream();
        ImageIO.write(image, "png", out);
        return out.toByteArray();
    }

    /** The JDK reads many of these without a fault, with other pixels. */
    @Test
    void aPngFileWithAWrongBitIsNotReadWithOtherPixels() throws IOException {
        byte[] png = png(new BufferedImage(40, 4, BufferedImage.TYPE_INT_RGB));
        int refused = 0;
        for (int at = 16; at < png.length; at++) {
            byte[] damaged = png.clone();
            damaged[at] ^= 4;
            try {
                assertThat(sum(PictureFile.read(damaged, 1000)))
                        .as("byte %d", at)
                        .isZero();
            } catch (PictureFormatException isRefused) {
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(png.length / 2);
        byte[] header = png.clone();
        header[25] ^= 2; // the kind of colours
        assertRefused(header, Kind.UNREADABLE, "the PNG file is damaged, since its chunk IHDR has a wrong checksum");
    }

    private static int sum(Bitmap picture) {
        int sum = picture.width() == 40 && picture.height() == 4 ? 0 : 1;
        for (int x = 0; x < picture.width(); x++) {
            for (int y = 0; y < picture.height(); y++) {
                sum += picture.get(x, y, 0) + picture.get(x, y, 1) + picture.get(x, y, 2);
            }
        }
        return sum;
    }

    @Test
    void theReasonIsTheInnermostOne() throws IOException {
        assertRefused(huge(0, 4), Kind.UNREADABLE, "the picture cannot be read: Image width <= 0!");
    }

    /** Returns a PNG file that claims a size, with hardly any data. */
    private static byte[] huge(int width, int height) throws IOException {
        byte[] small = png(new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB));
        var bytes = ByteBuffer.wrap(small);
        bytes.putInt(16, width).putInt(20, height);
        var crc = new CRC32();
        crc.update(small, 12, 17);
        bytes.putInt(29, (int) crc.getValue());
        return small;
    }
}
