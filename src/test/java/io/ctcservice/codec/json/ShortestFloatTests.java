package io.ctcservice.codec.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * Tests of the formatter against {@link Float#toString(float)}. All 2^32 floats were, once; here are those that matter.
 */
final class ShortestFloatTests {

    private static final byte PADDING = '#';

    private static void check(float value) {
        var bytes = new byte[ShortestFloat.ROOM + 5];
        Arrays.fill(bytes, PADDING);
        int end = ShortestFloat.write(value, bytes, 5);
        String text = new String(bytes, 5, end - 5, StandardCharsets.US_ASCII);
        assertThat(text).isEqualTo(Float.toString(value));
        assertThat(Float.floatToRawIntBits(Float.parseFloat(text))).isEqualTo(Float.floatToRawIntBits(value));
        assertThat(Arrays.copyOf(bytes, 5)).containsOnly(PADDING);
    }

    @Test
    void writesTheFewestDigitsOfAnyFloat() {
        var random = new SplittableRandom(1);
        for (int i = 0; i < 200_000; i++) {
            float value = Float.intBitsToFloat(random.nextInt());
            if (Math.abs(value) <= Float.MAX_VALUE) {
                check(value);
            }
        }
    }

    @Test
    void writesTheFewestDigitsOfScoresAndProbabilities() {
        var random = new SplittableRandom(2);
        for (int i = 0; i < 100_000; i++) {
            check((float) (40 * random.nextDouble() - 30));
            check((float) Math.exp(-20 * random.nextDouble()));
            check(random.nextInt(100_000) / 1000f);
        }
    }

    @Test
    void theEdgesOfEveryExponentAreRight() {
        for (int exponent = 0; exponent < 255; exponent++) {
            for (int fraction : new int[] {0, 1, 2, 3, 0x3FFFFF, 0x400000, 0x400001, 0x7FFFFE, 0x7FFFFF}) {
                float value = Float.intBitsToFloat(exponent << 23 | fraction);
                check(value);
                check(-value);
            }
        }
    }

    @Test
    void powersOfTenAndTheirNeighboursAreRight() {
        for (int power = -45; power <= 38; power++) {
            float value = Float.parseFloat("1e" + power);
            check(value);
            check(Math.nextUp(value));
            check(Math.nextDown(value));
        }
    }

    @Test
    void wholeNumbersAndHalvesAreRight() {
        for (int i = 0; i < 20_000; i++) {
            check(i);
            check(i + 0.5f);
            check(-i / 4f);
            check((1 << 24) - i);
            check(10_000_000 - i);
        }
    }
}
