package io.ctcservice.plot;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Tests against golden images, which a person checked once. {@code -Dpictures.update=true} writes them anew, to be
 * looked at again before they are checked in; what a failing test drew is in {@code target/pictures}.
 */
class PictureTests {

    private static final Path GOLDEN = Path.of("src/test/resources/io/ctcservice/plot");
    private static final Path DRAWN = Path.of("target/pictures");

    /** A colour channel may be off by this, where a rounding of the values drawn falls on the other side. */
    private static final int CHANNEL_TOLERANCE = 8;

    /** And this share of the pixels may be off by more: a cell may be one colour step away, a stroke a pixel. */
    private static final double SHARE_TOLERANCE = 0.001;

    @ParameterizedTest
    @EnumSource
    void looksAsItDidWhenItWasLookedAt(SamplePictures scene) throws IOException {
        byte[] png = scene.picture().png();
        String name = scene.name().toLowerCase(Locale.ROOT).replace('_', '-') + ".png";
        Files.createDirectories(DRAWN);
        Files.write(DRAWN.resolve(name), png);
        if (Boolean.getBoolean("pictures.update")) {
            Files.write(GOLDEN.resolve(name), png);
        }
        BufferedImage golden = ImageIO.read(GOLDEN.resolve(name).toFile());
        BufferedImage drawn = ImageIO.read(new ByteArrayInputStream(png));
        assertThat(drawn.getWidth()).isEqualTo(golden.getWidth());
        assertThat(drawn.getHeight()).isEqualTo(golden.getHeight());
        assertThat(shareOfPixelsThatDiffer(drawn, golden)).isLessThanOrEqualTo(SHARE_TOLERANCE);
    }

    @ParameterizedTest
    @EnumSource
    void isWellFormedXmlWithoutScriptsAndWithoutAnythingFromOutside(SamplePictures scene) throws Exception {
        var picture = scene.picture();
        String svg = picture.svg();
        var factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        var root = factory.newDocumentBuilder()
                .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)))
                .getDocumentElement();
        assertThat(root.getLocalName()).isEqualTo("svg");
        assertThat(root.getAttribute("width")).isEqualTo(Integer.toString(picture.width()));
        assertThat(root.getElementsByTagName("title").item(0).getTextContent()).isEqualTo(picture.description());
        assertThat(svg).doesNotContain("<script").doesNotContain("style=");
        assertThat(svg.replace("xmlns=\"http://www.w3.org/2000/svg\"", "")).doesNotContain("http");
    }

    @ParameterizedTest
    @EnumSource
    void fitsOnAPageWhateverItsLength(SamplePictures scene) {
        var picture = scene.picture();
        assertThat(picture.width()).isBetween(500, 1500);
        assertThat(picture.height()).isBetween(200, 1300);
    }

    private static double shareOfPixelsThatDiffer(BufferedImage one, BufferedImage other) {
        int different = 0;
        for (int y = 0; y < one.getHeight(); y++) {
            for (int x = 0; x < one.getWidth(); x++) {
                if (difference(one.getRGB(x, y), other.getRGB(x, y)) > CHANNEL_TOLERANCE) {
                    different++;
                }
            }
        }
        return different / (double) (one.getWidth() * one.getHeight());
    }

    private static int difference(int one, int other) {
        int difference = 0;
        for (int shift = 0; shift <= 16; shift += 8) {
            difference = Math.max(difference, Math.abs((one >> shift & 0xff) - (other >> shift & 0xff)));
        }
        return difference;
    }
}
