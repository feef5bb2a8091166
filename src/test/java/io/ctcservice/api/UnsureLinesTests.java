package io.ctcservice.api;

import static io.ctcservice.testing.Answers.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.ctcservice.testing.OnnxFile;
import io.ctcservice.testing.ServiceClient;
import java.awt.Color;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;

/** Tests that pictures that a network cannot read as a line are warned of, and lines are not. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = "ctc.warm-up=10ms")
final class UnsureLinesTests {

    private static final Path LINE = Path.of("src/docs/examples/line.png");

    @TempDir
    private static Path folder;

    private final ServiceClient service;

    UnsureLinesTests(@LocalServerPort int port) {
        this.service = new ServiceClient(port);
    }

    static Stream<Arguments> misfits() throws IOException {
        int width = line().getWidth();
        int height = line().getHeight();
        var turned = AffineTransform.getQuadrantRotateInstance(2, width / 2.0, height / 2.0);
        return Stream.of(
                Arguments.of("squeezed", drawn(AffineTransform.getScaleInstance(0.3, 1), width * 3 / 10, height)),
                Arguments.of("stretched", drawn(AffineTransform.getScaleInstance(4, 1), width * 4, height)),
                Arguments.of("upside down", drawn(turned, width, height)),
                Arguments.of("on a page", drawn(new AffineTransform(), width, 5 * height)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("misfits")
    void whatIsNoLineAsLearnedIsWarnedOf(String name, byte[] picture) {
        var warnings = decoded(picture).path("warnings");

        assertThat(warnings.at("/0/pointer").asString()).isEqualTo("/utterances/0/emissions");
        assertThat(warnings.at("/0/detail").asString())
                .containsPattern("unsure of what it reads: its labels have a probability of 0\\.[0-8]\\d in the mean");
    }

    @Test
    void aLineIsNot() throws IOException {
        var line = line();

        assertThat(decoded(drawn(new AffineTransform(), line.getWidth(), line.getHeight()))
                        .has("warnings"))
                .isFalse();
    }

    /** As PaddleOCR's and others' read Arabic. The network reads black as one letter and grey as another. */
    @Test
    void aScriptFromRightToLeftThatIsReadFromLeftToRightIsWarnedOf() throws IOException {
        var picture = new BufferedImage(96, 32, BufferedImage.TYPE_INT_RGB);
        for (int x = 0; x < 96; x++) {
            for (int y = 0; y < 32; y++) {
                picture.setRGB(x, y, x < 32 ? 0 : x < 64 ? 0xffffff : 0x808080);
            }
        }
        var answer = decoded(png(picture), "arabic");
        assertThat(answer.at("/utterances/0/hypotheses/0/text").asString()).isEqualTo("بت");
        assertThat(answer.at("/warnings/0/pointer").asString()).isEqualTo("/utterances/0/emissions");
        assertThat(answer.at("/warnings/0/detail").asString())
                .startsWith(
                        "letters of a script that is written from right to left are read as they stand in the picture");
        assertThat(answer.path("warnings")).hasSize(1);
    }

    @DynamicPropertySource
    static void network(DynamicPropertyRegistry registry) throws IOException {
        var brightness = new float[3 * 32 * 8];
        Arrays.fill(brightness, 0, 256, 10f / 256);
        Arrays.fill(brightness, 256, 512, -10f / 256);
        var file = new OnnxFile()
                .input("x", OnnxFile.FLOAT, "N", 1, 32, "W")
                .weights("w", brightness, 3, 1, 32, 8)
                .weights("bias", new float[] {0, 0, 4}, 3)
                .node("Conv x,w,bias -> y", "kernel_shape", new int[] {32, 8}, "strides", new int[] {32, 8})
                .output("y", OnnxFile.FLOAT, "N", 3, 1, "T");
        Files.write(folder.resolve("model.onnx"), file.bytes());
        Files.writeString(folder.resolve("tokens.txt"), "<blank> 0\nب 1\nت 2\n");
        registry.add("ctc.networks.arabic.location", folder::toString);
        registry.add("ctc.networks.arabic.preset", () -> "crnn");
    }

    /** As logos have it, which are laid over dark pages: over white nothing is left. */
    @Test
    void whiteWritingOnATransparentGroundIsWarnedOf() throws IOException {
        var line = line();
        var clear = new BufferedImage(line.getWidth(), line.getHeight(), BufferedImage.TYPE_INT_ARGB);
        for (int y = 0; y < line.getHeight(); y++) {
            for (int x = 0; x < line.getWidth(); x++) {
                int ink = 255 - (line.getRGB(x, y) & 0xff);
                clear.setRGB(x, y, ink << 24 | 0xffffff);
            }
        }
        var answer = decoded(png(clear));
        assertThat(answer.at("/utterances/0/hypotheses/0/text").asString()).isEmpty();
        assertThat(answer.at("/warnings/0/detail").asString())
                .isEqualTo(
                        "the network reads nothing; expected a line of writing that stands out from its ground: what is"
                                + " transparent is laid over white");
    }

    private JsonNode decoded(byte[] picture) {
        return decoded(picture, "print");
    }

    private JsonNode decoded(byte[] picture, String network) {
        return json(service.post("/decode?network=" + network, "image/png", BodyPublishers.ofByteArray(picture)));
    }

    private static BufferedImage line() throws IOException {
        return ImageIO.read(LINE.toFile());
    }

    /** Returns the line, transformed, on white paper of this size. */
    private static byte[] drawn(AffineTransform transform, int width, int height) throws IOException {
        var paper = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        var graphics = paper.createGraphics();
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, width, height);
        graphics.drawImage(line(), transform, null);
        graphics.dispose();
        return png(paper);
    }

    private static byte[] png(BufferedImage picture) throws IOException {
        var png = new ByteArrayOutputStream();
        ImageIO.write(picture, "png", png);
        return png.toByteArray();
    }
}
