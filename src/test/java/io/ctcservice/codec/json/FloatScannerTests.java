package io.ctcservice.codec.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FloatScannerTests {

    private static final String AFTER =
            ",0.0,0.0,0.0,0.0,0.0,0.0,0.0"; // numbers near the end of the buffer are left alone

    @Test
    void readsEveryFloatAsParseFloatDoes() {
        var random = new SplittableRandom(1);
        int plain = 0;
        for (int i = 0; i < 200_000; i++) {
            float value = Float.intBitsToFloat(random.nextInt());
            if (Math.abs(value) <= Float.MAX_VALUE) {
                plain += check(Float.toString(value));
                plain += check(Double.toString(value));
            }
        }

        assertThat(plain).isGreaterThan(100_000); // exponents up to 22 are some half of all floats
    }

    @Test
    void readsScoresOfEveryLengthAsParseFloatDoes() {
        var random = new SplittableRandom(2);
        int plain = 0;
        for (int i = 0; i < 200_000; i++) {
            double value = 40 * random.nextDouble() - 30;
            plain += check(String.format(Locale.ROOT, "%." + random.nextInt(20) + "f", value));
        }

        assertThat(plain).isGreaterThan(150_000);
    }

    @Test
    void readsAnyNumberOfDigitsOnEitherSideOfThePointAsParseFloatDoes() {
        var random = new SplittableRandom(4);
        int plain = 0;
        for (int i = 0; i < 200_000; i++) {
            var digits = new StringBuilder();
            int length = 1 + random.nextInt(24);
            for (int k = 0; k < length; k++) {
                digits.append((char) ('0' + random.nextInt(10)));
            }
            digits.insert(random.nextInt(length + 1), random.nextInt(3) == 0 ? "" : ".");
            String number = (random.nextBoolean() ? "-" : "") + digits;
            boolean isJson = number.matches("-?(0|[1-9]\\d*)(\\.\\d+)?");
            int scanned = check(number);
            assertThat(isJson || scanned == 0).as(number).isTrue();
            plain += scanned;
        }

        assertThat(plain).isGreaterThan(40_000); // points are before, behind and between the digits alike
    }

    @Test
    void leavesWhatIsNearTheMiddleBetweenTwoFloatsToWhoCanTell() {
        var random = new SplittableRandom(3);
        for (int i = 0; i < 200_000; i++) {
            float value = (float) (8 * random.nextDouble() - 4);
            double middle = (value + (double) Math.nextUp(value)) / 2; // exact in a double
            check(Double.toString(middle));
            check(Double.toString(Math.nextUp(middle)));
            check(Double.toString(Math.nextDown(middle)));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"0", "-0", "0.0", "-0.0", "1", "-12", "1234567", "1e5", "1E+5", "1.5e-7", "0.1e1", "100.000000"})
    void readsWhatJsonCallsANumber(String text) {
        assertThat(check(text)).isOne();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-",
                "+1",
                ".5",
                "-.5",
                "1.",
                "01",
                "-01",
                "00",
                "1e",
                "1e+",
                "1e5x",
                "1.2.3",
                "0x10",
                "1_0",
                "NaN",
                "Infinity",
                "-Infinity",
                "\"1\"",
                "1f",
                "1d",
                "1e39",
                "123456789012345678901",
                "null",
                "[1]",
                "1/2",
                "1:2"
            })
    void leavesEverythingElseToTheParser(String text) {
        byte[] bytes = (text + AFTER).getBytes(StandardCharsets.US_ASCII);

        assertThat(FloatScanner.scan(bytes, 0, bytes.length, new float[1], 0)).isEqualTo(FloatScanner.NONE);
    }

    @Test
    void readsNothingThatMayGoOnBeyondTheBuffer() {
        byte[] bytes = "1.25,3.5]   ".getBytes(StandardCharsets.US_ASCII);
        for (int limit = 0; limit <= 4; limit++) {
            assertThat(FloatScanner.scan(bytes, 0, limit, new float[1], 0)).isEqualTo(FloatScanner.NONE);
        }
    }

    /** Returns 1 if the number is plain, after comparing bit by bit. */
    private int check(String text) {
        byte[] bytes = (text + AFTER).getBytes(StandardCharsets.US_ASCII);
        var value = new float[1];
        int end = FloatScanner.scan(bytes, 0, bytes.length, value, 0);
        if (end == FloatScanner.NONE) {
            return 0;
        }
        assertThat(end).isEqualTo(text.length());
        assertThat(Float.floatToRawIntBits(value[0]))
                .as(text)
                .isEqualTo(Float.floatToRawIntBits(Float.parseFloat(text)));
        return 1;
    }
}
