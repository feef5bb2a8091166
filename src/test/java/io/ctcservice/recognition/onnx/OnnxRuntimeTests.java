package io.ctcservice.recognition.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import io.ctcservice.testing.OtherJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
    void nothingIsLeftOfWhatIsUnpacked() throws IOException {
        assertThat(OtherJvm.output(List.of("-Xmx64m", "-Djava.io.tmpdir=" + folder), Loading.class))
                .contains("loaded");

        try (var left = Files.list(folder)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void noFileIsLeftOfWhatIsUnpackedWhereTheProcessIsKilled() throws IOException {
        assertThat(OtherJvm.output(List.of("-Xmx64m", "-Djava.io.tmpdir=" + folder), Loading.class, "killed"))
                .contains("loaded");

        try (var left = Files.walk(folder)) {
            assertThat(left).noneMatch(Files::isRegularFile);
        }
    }

    /** A program that loads the library, and ends or is killed. */
    static final class Loading {

        private Loading() {}

        public static void main(String[] arguments) throws OnnxRuntimeException {
            OnnxRuntime.load();
            System.out.println("loaded"); // what the test looks at
            System.out.flush();
            if (arguments.length > 0) {
                Runtime.getRuntime().halt(0);
            }
        }
    }

    @Test
    void itIsLoadedOnce() throws OnnxRuntimeException {
        assertThat(OnnxRuntime.load()).isSameAs(OnnxRuntime.load());
    }
}
