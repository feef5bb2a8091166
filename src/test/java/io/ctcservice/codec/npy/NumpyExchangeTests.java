package io.ctcservice.codec.npy;

import static org.assertj.core.api.Assertions.assertThat;

import io.ctcservice.core.DoubleMatrix;
import io.ctcservice.core.FloatMatrix;
import io.ctcservice.testing.Python;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests of array exchange with NumPy itself; skipped where it is not installed. */
final class NumpyExchangeTests {

    @TempDir
    private Path folder;

    private final Python python = Python.with("numpy");

    @Test
    void numpyLoadsTheArchive() throws IOException {
        var archive = new NpzArchive()
                .add("loss", NpyArray.ofScalar(0.1))
                .add("gradient_utt-1", NpyArray.of(FloatMatrix.ofRows(new float[] {0.1f, -2}, new float[] {3, 4})))
                .add("log_alpha_ε/ü", NpyArray.of(DoubleMatrix.ofRows(new double[] {Double.NEGATIVE_INFINITY, -0.1})))
                .add("labels_0", NpyArray.ofInts(7, 8))
                .add("padded", NpyArray.ofInts(2, 3, new int[] {1, 2, 3, 4, -1, -1}))
                .add("frames", NpyArray.ofScalar(12))
                .add("seed", NpyArray.ofScalar(Long.MIN_VALUE))
                .add("feasible", NpyArray.ofScalar(true))
                .add("text", NpyArray.ofScalar("hé 𝄞"))
                .add("states", NpyArray.ofTexts(List.of("ε", "", "abc")));
        try (var out = Files.newOutputStream(folder.resolve("answer.npz"))) {
            archive.writeTo(out);
        }
        String loaded = python.run(folder, """
                import numpy as np
                with np.load('answer.npz', allow_pickle=False) as npz:
                    for name in npz.files:
                        a = npz[name]
                        print(ascii(name), a.dtype.str, a.shape, a.flags['C_CONTIGUOUS'], ascii(a.tolist()))
                """);
        assertThat(loaded.lines())
                .containsExactly(
                        "'loss' <f8 () True 0.1",
                        "'gradient_utt-1' <f4 (2, 2) True [[0.10000000149011612, -2.0], [3.0, 4.0]]",
                        "'log_alpha_\\u03b5/\\xfc' <f8 (1, 2) True [[-inf, -0.1]]",
                        "'labels_0' <i4 (2,) True [7, 8]",
                        "'padded' <i4 (2, 3) True [[1, 2, 3], [4, -1, -1]]",
                        "'frames' <i4 () True 12",
                        "'seed' <i8 () True -9223372036854775808",
                        "'feasible' |b1 () True True",
                        "'text' <U4 () True 'h\\xe9 \\U0001d11e'",
                        "'states' <U3 (3,) True ['\\u03b5', '', 'abc']");
    }

    @Test
    void everyKindOfFileThatNumpySavesIsRead() throws IOException {
        python.run(folder, """
                import numpy as np
                a = (np.arange(60000).reshape(300, 200) % 1013 - 500) / 8  # exact in float16
                for dtype in '<f2', '<f4', '<f8':
                    for order in 'CF':
                        for major in 1, 2, 3:
                            with open(f'{dtype[1:]}-{order}-{major}.npy', 'wb') as f:
                                np.lib.format.write_array(f, np.array(a, dtype=dtype, order=order), version=(major, 0))
                """);
        var values = new float[60_000];
        for (int i = 0; i < values.length; i++) {
            values[i] = (i % 1013 - 500) / 8f;
        }
        var expected = FloatMatrix.adopt(300, 200, values);
        try (var files = Files.list(folder)) {
            assertThat(files)
                    .hasSize(18)
                    .allSatisfy(file -> assertThat(read(file)).isEqualTo(expected));
        }
    }

    private static FloatMatrix read(Path file) throws IOException {
        return new NpyReader(1000, 1000).read(ByteBuffer.wrap(Files.readAllBytes(file)));
    }
}
