package io.ctcservice.recognition.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests of the native library and the folder to which it is unpacked. */
final class OnnxRuntimeTests {

    @TempDir
    private Path folder;

    @Test
    void aFullDiskIsNamed() throws IOException {
        assertThat(OnnxRuntime.lacksRoom(folder, Long.MAX_VALUE))
                .hasValueSatisfying(fault -> assertThat(fault)
                        .startsWith("ONNX Runtime cannot unpack its library to " + folder + ", ")
                        .containsPattern("has room for \\d+ bytes, not for " + Long.MAX_VALUE));
        assertThat(OnnxRuntime.lacksRoom(folder, 1)).isEmpty();
    }

    @Test
    void itIsLoadedOnce() throws OnnxRuntimeException {
        assertThat(OnnxRuntime.load()).isSameAs(OnnxRuntime.load());
    }
}
