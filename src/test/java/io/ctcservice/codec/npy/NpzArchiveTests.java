package io.ctcservice.codec.npy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.ctcservice.core.DoubleMatrix;
import io.ctcservice.core.FloatMatrix;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class NpzArchiveTests {

    /** Origin of the bytes: numpy 2.4.6, {@code numpy.save}, x86-64. */
    @Test
    void writesTheBytesThatNumpyWrites() throws IOException {
        assertFile(
                NpyArray.of(FloatMatrix.ofRows(new float[] {0, 1.5f, -2.25f}, new float[] {1, 2, 3})),
                "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }",
                "000000000000c03f000010c00000803f0000004000004040");
        assertFile(
                NpyArray.of(DoubleMatrix.ofRows(new double[] {Double.NEGATIVE_INFINITY})),
                "{'descr': '<f8', 'fortran_order': False, 'shape': (1, 1), }",
                "000000000000f0ff");
        assertFile(
                NpyArray.ofScalar(1.5), "{'descr': '<f8', 'fortran_order': False, 'shape': (), }", "000000000000f83f");
        assertFile(
                NpyArray.ofInts(7, -1),
                "{'descr': '<i4', 'fortran_order': False, 'shape': (2,), }",
                "07000000ffffffff");
        assertFile(NpyArray.ofInts(), "{'descr': '<i4', 'fortran_order': False, 'shape': (0,), }", "");
        assertFile(NpyArray.ofScalar(true), "{'descr': '|b1', 'fortran_order': False, 'shape': (), }", "01");
        assertFile(
                NpyArray.ofScalar(-2L), "{'descr': '<i8', 'fortran_order': False, 'shape': (), }", "feffffffffffffff");
        assertFile(
                NpyArray.ofTexts(List.of("ε", "hi")),
                "{'descr': '<U2', 'fortran_order': False, 'shape': (2,), }",
                "b5030000000000006800000069000000");
        assertFile(NpyArray.ofScalar(""), "{'descr': '<U1', 'fortran_order': False, 'shape': (), }", "00000000");
    }

    @Test
    void givesBackTheMatricesThatItWasGiven() throws IOException {
        var small = FloatMatrix.ofRows(new float[] {1, 2}, new float[] {3, 4});
        var large = FloatMatrix.adopt(300, 100, new float[30_000]); // more than one chunk of 64 KiB
        byte[] archive = bytes(new NpzArchive().add("small", NpyArray.of(small)).add("large", NpyArray.of(large)));
        var matrices = new LinkedHashMap<String, FloatMatrix>();
        var reader = new NpyReader(1000, 1000);
        try (var zip = new ZipInputStream(new ByteArrayInputStream(archive))) { // checks the checksums
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                assertThat(entry.getMethod()).isEqualTo(ZipEntry.STORED);
                matrices.put(entry.getName(), reader.read(ByteBuffer.wrap(zip.readAllBytes())));
            }
        }
        assertThat(matrices).isEqualTo(Map.of("small.npy", small, "large.npy", large));
    }

    @Test
    void writesTheSameBytesForTheSameArrays() throws IOException {
        assertThat(bytes(new NpzArchive().add("loss", NpyArray.ofScalar(1.5))))
                .isEqualTo(bytes(new NpzArchive().add("loss", NpyArray.ofScalar(1.5))));
    }

    @Test
    void refusesTwoArraysOfOneName() {
        var archive = new NpzArchive().add("a", NpyArray.ofScalar(1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> archive.add("a", NpyArray.ofScalar(2)))
                .withMessage("two arrays of the name a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\0b", "\n", "\u0085"})
    void refusesControlCharactersInNames(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> new NpzArchive().add(name, NpyArray.ofScalar(1)));
    }

    @Test
    void refusesNamesThatNoZipFileCanHold() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new NpzArchive().add("ε".repeat(5000), NpyArray.ofScalar(1)));
    }

    @Test
    void refusesManyTextsOfWhichOneIsLong() {
        var texts = new ArrayList<>(Collections.nCopies(50_000, "a"));
        texts.add("b".repeat(50_000)); // 10 GB as an array
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NpyArray.ofTexts(texts))
                .withMessage("an array of 50001 texts, the longest of 50000 characters, is too large");
    }

    private static void assertFile(NpyArray array, String dictionary, String numbers) throws IOException {
        String header = dictionary + " ".repeat(128 - 10 - dictionary.length() - 1) + "\n";
        String expected =
                "934e554d505901007600" + HexFormat.of().formatHex(header.getBytes(StandardCharsets.US_ASCII)) + numbers;
        var out = new ByteArrayOutputStream();
        array.writeTo(out);
        assertThat(HexFormat.of().formatHex(out.toByteArray())).isEqualTo(expected);
        assertThat(array.length()).isEqualTo(out.size());
    }

    private static byte[] bytes(NpzArchive archive) throws IOException {
        var out = new ByteArrayOutputStream();
        archive.writeTo(out);
        return out.toByteArray();
    }
}
