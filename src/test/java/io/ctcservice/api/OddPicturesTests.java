package io.ctcservice.api;

import io.ctcservice.testing.ServiceClient;
import io.ctcservice.testing.WavFile;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Tests of pictures that are huge, thin, deep, broken or none, in each form at each endpoint that takes pictures. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = "ctc.warm-up=10ms")
final class OddPicturesTests {

    private static final int SIGNATURE = 8;

    private final ServiceClient service;

    OddPicturesTests(@LocalServerPort int port) {
        this.service = new ServiceClient(port);
    }

    @ParameterizedTest
    @MethodSource
    void areReadOrRefusedByName(OddFile file) {
        file.assertAnswered(service, "picture", "image/png", "print");
    }

    static List<OddFile> areReadOrRefusedByName() throws IOException {
        var small = png(new BufferedImage(40, 20, BufferedImage.TYPE_INT_RGB));
        var jpeg = written(new BufferedImage(400, 200, BufferedImage.TYPE_INT_RGB), "jpeg");
        return List.of(
                new OddFile("declares 60,000 × 60,000", sized(small, 60_000, 60_000), 413, "60000 x 60000 pixels"),
                new OddFile(
                        "declares 2^31 − 1 squared", sized(small, -1 >>> 1, -1 >>> 1), 413, "pixels; expected at most"),
                new OddFile("declares no pixels", sized(small, 0, 20), 400, "cannot be read"),
                new OddFile("unpacks to 400 million pixels", zeros(20_000, 20_000), 413, "20000 x 20000 pixels"),
                OddFile.read("unpacks to 64 MB, declares 800 pixels", surplus()),
                OddFile.read("text that unpacks to 256 MB", withText(256)),
                OddFile.read("1 × 100,000", png(new BufferedImage(1, 100_000, BufferedImage.TYPE_BYTE_GRAY))),
                OddFile.read("100,000 × 1", png(new BufferedImage(100_000, 1, BufferedImage.TYPE_BYTE_GRAY))),
                OddFile.read("1 × 1", png(new BufferedImage(1, 1, BufferedImage.TYPE_BYTE_BINARY))),
                OddFile.read("16-bit grey", png(new BufferedImage(300, 40, BufferedImage.TYPE_USHORT_GRAY))),
                new OddFile("animated GIF", gif(), 415, "a GIF file; expected a PNG or JPEG file"),
                OddFile.read("JPEG in CMYK", cmyk()),
                new OddFile("JPEG-LS", ofKind(jpeg, 0xf7, 8), 415, "a JPEG-LS file; expected PNG, or baseline"),
                new OddFile("lossless JPEG", ofKind(jpeg, 0xc3, 8), 415, "a lossless JPEG file"),
                new OddFile("arithmetic JPEG", ofKind(jpeg, 0xc9, 8), 415, "a JPEG file with arithmetic coding"),
                new OddFile("JPEG of 12 bits", ofKind(jpeg, 0xc1, 12), 415, "a JPEG file of 12 bits a sample"),
                new OddFile("nothing", new byte[0], 400, "expected a PNG or JPEG file"),
                new OddFile("half a file", half(small), 400, "cannot be read"),
                new OddFile("half a JPEG file", half(jpeg), 400, "ends too early"),
                new OddFile("sound", WavFile.ofShorts(8000, new short[9]), 415, "expected a PNG or JPEG file"));
    }

    private static byte[] half(byte[] file) {
        return Arrays.copyOf(file, file.length / 2);
    }

    /** Returns a JPEG file that says that its frame is of another kind. */
    private static byte[] ofKind(byte[] jpeg, int marker, int bits) {
        byte[] file = jpeg.clone();
        int at = 0;
        while ((file[at] & 0xff) != 0xff || (file[at + 1] & 0xff) != 0xc0) {
            at++;
        }
        file[at + 1] = (byte) marker;
        file[at + 4] = (byte) bits;
        return file;
    }

    private static byte[] png(BufferedImage image) throws IOException {
        return written(image, "png");
    }

    private static byte[] written(BufferedImage image, String format) throws IOException {
        var out = new ByteArrayOutputStream();
        ImageIO.write(image, format, out);
        return out.toByteArray();
    }

    /** Returns a PNG file that says it has another size. */
    private static byte[] sized(byte[] file, int width, int height) {
        byte[] sized = file.clone();
        ByteBuffer.wrap(sized).putInt(16, width).putInt(20, height);
        var crc = new CRC32();
        crc.update(sized, 12, 17);
        ByteBuffer.wrap(sized).putInt(29, (int) crc.getValue());
        return sized;
    }

    /** Returns a PNG file of black pixels of one bit: a thousandth of what it is once read. */
    private static byte[] zeros(int width, int height) throws IOException {
        byte[] header = ByteBuffer.allocate(13)
                .putInt(width)
                .putInt(height)
                .put(new byte[] {1, 0, 0, 0, 0})
                .array();
        return file(chunk("IHDR", header), chunk("IDAT", packedZeros((long) height * (1 + (width + 7) / 8))));
    }

    private static byte[] surplus() throws IOException {
        byte[] header = ByteBuffer.allocate(13)
                .putInt(40)
                .putInt(20)
                .put(new byte[] {8, 0, 0, 0, 0})
                .array();
        return file(chunk("IHDR", header), chunk("IDAT", packedZeros(64L << 20)));
    }

    /** Returns a PNG file with a palette, of which readers read the texts first. */
    private static byte[] withText(int megabytes) throws IOException {
        byte[] header = ByteBuffer.allocate(13)
                .putInt(40)
                .putInt(20)
                .put(new byte[] {8, 3, 0, 0, 0})
                .array();
        byte[] text =
                WavFile.join("Comment\0\0".getBytes(StandardCharsets.US_ASCII), packedZeros((long) megabytes << 20));
        return file(
                chunk("IHDR", header),
                chunk("PLTE", new byte[3]),
                chunk("zTXt", text),
                chunk("IDAT", packedZeros(20 * 41)));
    }

    private static byte[] packedZeros(long count) throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var out = new DeflaterOutputStream(packed, new Deflater(Deflater.BEST_SPEED), 1 << 16)) {
            var zeros = new byte[1 << 16];
            for (long rest = count; rest > 0; rest -= zeros.length) {
                out.write(zeros, 0, (int) Math.min(rest, zeros.length));
            }
        }
        return packed.toByteArray();
    }

    private static byte[] file(byte[]... chunks) throws IOException {
        byte[] start = Arrays.copyOf(png(new BufferedImage(1, 1, BufferedImage.TYPE_BYTE_GRAY)), SIGNATURE);
        return WavFile.join(start, WavFile.join(chunks), chunk("IEND", new byte[0]));
    }

    private static byte[] chunk(String name, byte[] content) {
        byte[] body = WavFile.join(name.getBytes(StandardCharsets.US_ASCII), content);
        var crc = new CRC32();
        crc.update(body);
        return ByteBuffer.allocate(body.length + 8)
                .putInt(content.length)
                .put(body)
                .putInt((int) crc.getValue())
                .array();
    }

    private static byte[] gif() throws IOException {
        var writer = ImageIO.getImageWritersByFormatName("gif").next();
        var out = new ByteArrayOutputStream();
        try (var stream = Objects.requireNonNull(ImageIO.createImageOutputStream(out))) {
            writer.setOutput(stream);
            writer.prepareWriteSequence(null);
            for (int frame = 0; frame < 3; frame++) {
                writer.writeToSequence(
                        new IIOImage(new BufferedImage(9, 9, BufferedImage.TYPE_BYTE_INDEXED), null, null), null);
            }
            writer.endWriteSequence();
        } finally {
            writer.dispose();
        }
        return out.toByteArray();
    }

    private static byte[] cmyk() throws IOException {
        var writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        var out = new ByteArrayOutputStream();
        try (var stream = Objects.requireNonNull(ImageIO.createImageOutputStream(out))) {
            writer.setOutput(stream);
            writer.write(null, new IIOImage(Raster.createInterleavedRaster(0, 40, 20, 4, null), null, null), null);
        } finally {
            writer.dispose();
        }
        return out.toByteArray();
    }
}
