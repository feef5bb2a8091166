package io.ctcservice.recognition.picture;

import static org.assertj.core.api.Assertions.assertThat;

import io.ctcservice.testing.WavFile;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pictures that were taken with the camera on its side. */
final class ExifTests {

    private static final byte[] MARK = "Exif\0\0".getBytes(StandardCharsets.US_ASCII);

    /** The file holds 1 2 3 above 4 5 6; what comes out is what Pillow's {@code exif_transpose} makes of it. */
    @ParameterizedTest
    @CsvSource({
        "1, 123/456",
        "2, 321/654",
        "3, 654/321",
        "4, 456/123",
        "5, 14/25/36",
        "6, 41/52/63",
        "7, 63/52/41",
        "8, 36/25/14",
        "0, 123/456",
        "9, 123/456",
        "65535, 123/456"
    })
    void picturesAreTurnedUpright(int code, String expected) throws IOException {
        for (var order : new ByteOrder[] {ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN}) {
            assertThat(rows(pngWith(tiff(order, code)))).isEqualTo(expected);
            assertThat(rows(pngWith(WavFile.join(MARK, tiff(order, code))))).isEqualTo(expected);
        }
    }

    @Test
    void photosAreTurnedUpright() throws IOException {
        byte[] jfif = jpeg(); // its APP0 stands first, as cameras' do or do not
        int behind = 4 + (((jfif[4] & 0xff) << 8) | (jfif[5] & 0xff));
        byte[] exif = segment(WavFile.join(MARK, tiff(ByteOrder.BIG_ENDIAN, 6)));
        byte[] other = segment("http://ns.adobe.com/xap/1.0/\0".getBytes(StandardCharsets.US_ASCII));
        for (int at : new int[] {2, behind}) {
            byte[] start = Arrays.copyOf(jfif, at);
            byte[] rest = Arrays.copyOfRange(jfif, at, jfif.length);
            var picture = PictureFile.read(WavFile.join(start, other, exif, rest), 10_000);
            assertThat(picture.width()).isEqualTo(16);
            assertThat(picture.height()).isEqualTo(64);
            assertThat(picture.get(8, 4, 0)).isLessThan(20); // black was on the left, white on the right
            assertThat(picture.get(8, 60, 0)).isGreaterThan(235);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 8, 9, 10, 15, 21})
    void tornExifIsAsNone(int bytes) throws IOException {
        byte[] torn = Arrays.copyOf(tiff(ByteOrder.LITTLE_ENDIAN, 6), bytes);
        assertThat(rows(pngWith(torn))).isEqualTo("123/456");
        byte[] photo = WavFile.join(Arrays.copyOf(jpeg(), 2), segment(WavFile.join(MARK, torn)), rest(jpeg()));
        assertThat(PictureFile.read(photo, 10_000).width()).isEqualTo(64);
    }

    @Test
    void exifOfAnyBytesRefusesNoPicture() throws IOException {
        var random = new SplittableRandom(7);
        byte[] whole = WavFile.join(MARK, tiff(ByteOrder.BIG_ENDIAN, 6));
        for (int i = 0; i < 2000; i++) {
            byte[] exif = Arrays.copyOf(whole, random.nextInt(whole.length + 5));
            for (int hits = random.nextInt(6); hits > 0 && exif.length > 0; hits--) {
                exif[random.nextInt(exif.length)] = (byte) random.nextInt();
            }
            assertThat(rows(pngWith(exif))).hasSizeBetween(7, 8);
            assertThat(Exif.orientation(WavFile.join(Arrays.copyOf(jpeg(), 2), segment(exif))))
                    .isNotNull();
        }
        byte[] file = pngWith(whole);
        for (int length = 0; length < file.length; length++) {
            assertThat(Exif.orientation(Arrays.copyOf(file, length))).isNotNull();
        }
    }

    private static String rows(byte[] file) throws IOException {
        var picture = PictureFile.read(file, 100);
        var rows = new StringBuilder();
        for (int y = 0; y < picture.height(); y++) {
            rows.append(y > 0 ? "/" : "");
            for (int x = 0; x < picture.width(); x++) {
                rows.append(picture.get(x, y, 2));
            }
        }
        return rows.toString();
    }

    /** Returns a directory of two entries, of which the second is the orientation. */
    private static byte[] tiff(ByteOrder order, int code) {
        return ByteBuffer.allocate(38)
                .order(order)
                .put(new byte[2])
                .putShort((short) 42)
                .putInt(8)
                .putShort((short) 2)
                .putShort((short) 0x010f) // the maker of the camera
                .putShort((short) 2)
                .putInt(4)
                .putInt(0)
                .putShort((short) 0x0112)
                .putShort((short) 3)
                .putInt(1)
                .putShort((short) code)
                .putShort(0, (short) (order == ByteOrder.BIG_ENDIAN ? 0x4d4d : 0x4949))
                .array();
    }

    private static byte[] segment(byte[] content) {
        return ByteBuffer.allocate(4 + content.length)
                .putShort((short) 0xffe1)
                .putShort((short) (2 + content.length))
                .put(content)
                .array();
    }

    private static byte[] pngWith(byte[] exif) throws IOException {
        var image = new BufferedImage(3, 2, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 6; i++) {
            image.setRGB(i % 3, i / 3, i + 1);
        }
        byte[] png = written(image, "png");
        int behindHeader = 8 + 25;
        byte[] named = WavFile.join("eXIf".getBytes(StandardCharsets.US_ASCII), exif);
        var crc = new CRC32();
        crc.update(named);
        byte[] chunk = ByteBuffer.allocate(8 + named.length)
                .putInt(exif.length)
                .put(named)
                .putInt((int) crc.getValue())
                .array();
        return WavFile.join(Arrays.copyOf(png, behindHeader), chunk, Arrays.copyOfRange(png, behindHeader, png.length));
    }

    /** Returns a file of 64 × 16 pixels, black on the left and white on the right. */
    private static byte[] jpeg() throws IOException {
        var image = new BufferedImage(64, 16, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 32 * 16; i++) {
            image.setRGB(32 + i % 32, i / 32, 0xffffff);
        }
        return written(image, "jpeg");
    }

    private static byte[] rest(byte[] jpeg) {
        return Arrays.copyOfRange(jpeg, 2, jpeg.length);
    }

    private static byte[] written(BufferedImage image, String format) throws IOException {
        var out = new ByteArrayOutputStream();
        ImageIO.write(image, format, out);
        return out.toByteArray();
    }
}
