package io.ctcservice.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.ctcservice.codec.npy.NpyFormatException;
import io.ctcservice.codec.npy.NpyReader;
import io.ctcservice.core.FloatMatrix;
import io.ctcservice.testing.Form;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** A fuzz test of {@code .npy} files: what can be read is read back from a file of our own, bit by bit. */
final class NpyFuzzTests {

    private static final NpyReader READER = new NpyReader(100_000, 65_536);

    @FuzzTest
    void refusesAsDocumentedOrReadsWhatWasWritten(byte[] file) throws IOException {
        var known = new AtomicReference<>(Optional.<FloatMatrix>empty());
        BoundedMemory.check(file, 50, () -> known.set(read(file)));

        if (known.get().isPresent()) {
            byte[] written = Form.npy(known.get().get());
            assertThat(read(written)).isEqualTo(known.get());
        }
    }

    private static Optional<FloatMatrix> read(byte[] file) {
        try {
            return Optional.of(READER.read(ByteBuffer.wrap(file)));
        } catch (NpyFormatException refused) {
            return Optional.empty();
        }
    }
}
