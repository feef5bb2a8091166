package io.ctcservice.recognition.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ctcservice.testing.Python;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Tests of the scaling of lines. */
final class LineScalingTests {

    @ParameterizedTest
    @CsvSource({
        "100, 10, 48, 480", // proportions
        "1, 10, 48, 16", // at least the least width
        "101, 10, 48, 488", // a multiple of eight
        "100000, 10, 48, 1024", // squeezed
        "3, 3000, 48, 16" // tall ones are not turned
    })
    void widthFollowsProportions(int width, int height, int newHeight, int expected) {
        var scaling = scaling(newHeight, Channels.RGB, Scaling.ANTIALIASED);

        var seen = scaling.apply(Bitmap.adopt(width, height, new byte[3 * width * height]));

        assertThat(seen.columns()).isEqualTo(expected);
        assertThat(seen.rows()).isEqualTo(3 * newHeight);
    }

    @Test
    void aPictureOfTheRightHeightIsUnchangedButForLevels() {
        var pixels = new byte[3 * 8 * 8];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) i;
        }
        for (var scaling : Scaling.values()) {
            var seen = scaling(8, Channels.BGR, scaling).apply(Bitmap.adopt(8, 8, pixels));
            for (int y = 0; y < 8; y++) {
                for (int x = 0; x < 8; x++) {
                    int blue = 3 * (8 * y + x) + 2;
                    assertThat(seen.get(y, x)).isCloseTo((float) ((blue / 255.0 - 0.5) / 0.5), within(1e-6f));
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void evenGroundStaysEven(Scaling scaling) {
        var pixels = new byte[3 * 70 * 33];
        Arrays.fill(pixels, (byte) 51);

        var seen = scaling(16, Channels.GRAY, scaling).apply(Bitmap.adopt(70, 33, pixels));

        for (int y = 0; y < 16; y++) {
            for (int x = 0; x < 34; x++) {
                assertThat(seen.get(y, x)).isCloseTo(-0.6f, within(1e-6f));
            }
            assertThat(seen.get(y, seen.columns() - 1)).isEqualTo(9f); // the padding
        }
    }

    /** Stripes of one pixel: the two nearest pixels are not those that a new one covers. */
    @Test
    void onlyAntialiasingSeesAllPixels() {
        var pixels = new byte[3 * 64 * 64];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) (i / 3 % 4 == 0 ? 255 : 0);
        }
        var picture = Bitmap.adopt(64, 64, pixels);

        var smooth = scaling(16, Channels.GRAY, Scaling.ANTIALIASED).apply(picture);
        var rough = scaling(16, Channels.GRAY, Scaling.BILINEAR).apply(picture);

        assertThat(smooth.get(8, 8)).isCloseTo(-0.5f, within(0.01f)); // a quarter is white
        assertThat(rough.get(8, 8)).isCloseTo(-1f, within(0.01f));
    }

    /** As TensorFlow's resize with preserve_aspect_ratio, and then a pad of half the rest on each side, do: the first half is the larger one. */
    @ParameterizedTest
    @CsvSource({"4, 4, 3, 0, 4, 4", "8, 4, 1, 0, 8, 4", "20, 4, 0, 1, 10, 2", "4, 8, 4, 0, 2, 4"})
    void aCentredLineHasPaddingAllAround(int width, int height, int left, int top, int columns, int lines) {
        var pixels = new byte[3 * width * height];
        Arrays.fill(pixels, (byte) 255);
        for (boolean isUpsideDown : new boolean[] {false, true}) {
            var seen = to4By10(1, new Placement(Placement.Align.CENTRE, isUpsideDown))
                    .apply(Bitmap.adopt(width, height, pixels));
            assertThat(seen.columns()).isEqualTo(10);
            for (int y = 0; y < 4; y++) {
                for (int x = 0; x < 10; x++) {
                    boolean isInside = x >= left && x < left + columns && y >= top && y < top + lines;
                    assertThat(seen.get(isUpsideDown ? 3 - y : y, x))
                            .as("row %d, column %d", y, x)
                            .isEqualTo(isInside ? 1f : 9f);
                }
            }
        }
    }

    /** As {@code cv2.resize(picture, (10, 4))} does it: both ends of the line are at those of the input. */
    @ParameterizedTest
    @CsvSource({"4, 4", "8, 4", "20, 4", "4, 8"})
    void aStretchedLineHasNoPadding(int width, int height) {
        var pixels = new byte[3 * width * height];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) (i / 3 % width * 255 / (width - 1)); // from black on the left to white on the right
        }
        var seen =
                to4By10(10, new Placement(Placement.Align.STRETCH, false)).apply(Bitmap.adopt(width, height, pixels));
        assertThat(seen.columns()).isEqualTo(10);
        for (int x = 0; x < 10; x++) {
            assertThat(seen.get(2, x)).isCloseTo(x / 9f, within(1f / width));
        }
        assertThat(seen.get(2, 9)).isGreaterThan(0.9f);
    }

    /** Within one grey level, where one of the two rounds up. */
    @ParameterizedTest
    @CsvSource({"61, 23, 48", "200, 100, 32", "333, 47, 48", "50, 7, 32", "64, 64, 16", "90, 300, 32"})
    void scalesAsNumpyDoes(int width, int height, int newHeight, @TempDir Path folder) throws IOException {
        var pixels = new byte[3 * width * height];
        new Random(width).nextBytes(pixels);
        Files.write(folder.resolve("pixels.u8"), pixels);
        var script = Objects.requireNonNull(LineScalingTests.class.getResourceAsStream("line_scaling.py"));
        int expectedWidth = Integer.parseInt(Python.with("numpy")
                .run(
                        folder,
                        new String(script.readAllBytes(), StandardCharsets.UTF_8),
                        "pixels.u8",
                        Integer.toString(width),
                        Integer.toString(height),
                        Integer.toString(newHeight)));
        for (var kind : Scaling.values()) {
            var exact = new LineScaling(
                    newHeight, Channels.RGB, List.of(0.0), List.of(1 / 255.0), 0, 1, 1, 4096, kind, Placement.LEFT);
            var seen = exact.apply(Bitmap.adopt(width, height, pixels));
            byte[] expected = Files.readAllBytes(folder.resolve(kind.name().toLowerCase(Locale.ROOT) + ".u8"));
            assertThat(seen.columns()).isEqualTo(expectedWidth);
            float[] values = seen.toArray();
            for (int i = 0; i < values.length; i++) {
                assertThat(values[i]).as("%s %d", kind, i).isCloseTo(expected[i] & 0xff, within(1.001f));
            }
        }
    }

    private static LineScaling scaling(int height, Channels channels, Scaling scaling) {
        return new LineScaling(height, channels, List.of(0.5), List.of(0.5), 9, 8, 16, 1024, scaling, Placement.LEFT);
    }

    private static LineScaling to4By10(int minWidth, Placement placement) {
        return new LineScaling(
                4, Channels.GRAY, List.of(0.0), List.of(1.0), 9, 10, minWidth, 10, Scaling.BILINEAR, placement);
    }
}
