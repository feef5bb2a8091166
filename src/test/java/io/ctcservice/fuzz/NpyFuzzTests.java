package io.ctcservice.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.ctcservice.core.FloatMatrix;
import io.ctcservice.testing.Form;
import io.ctcservice.wire.npy.NpyFormatException;
import io.ctcservice.wire.npy.NpyReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** {@code .npy} files: what can be read comes back from a file of our own, bit by bit. */
final class NpyFuzzTests {

    private static final NpyReader READER = new NpyReader(100_000, 65_536);

    @FuzzTest
    void refusesAsDocumentedOrReadsWhatWasWritten(byte[] file) throws IOException {
        var known = new AtomicReference<>(Optional.<FloatMatrix>empty());
        BoundedMemory.check(file, 50, () -> known.set(read(new ByteArrayInputStream(file), file.length)));
        BoundedMemory.check(
                file,
                50,
                () -> assertThat(read(new Trickle(file, 5), Long.MAX_VALUE)).isEqualTo(known.get()));

        if (known.get().isPresent()) {
            byte[] written = Form.npy(known.get().get());
            assertThat(read(new ByteArrayInputStream(written), written.length)).isEqualTo(known.get());
        }
    }

    private static Optional<FloatMatrix> read(InputStream file, long available) throws IOException {
        try {
            return Optional.of(READER.read(file, available));
        } catch (NpyFormatException refused) {
            return Optional.empty();
        }
    }
}
