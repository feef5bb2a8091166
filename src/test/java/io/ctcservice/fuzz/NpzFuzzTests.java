package io.ctcservice.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.ctcservice.codec.RefusedRequestException;
import io.ctcservice.codec.column.UtteranceArchive;
import io.ctcservice.codec.npy.NpyArray;
import io.ctcservice.codec.npy.NpyReader;
import io.ctcservice.codec.npy.NpzArchive;
import io.ctcservice.core.FloatMatrix;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipInputStream;

/**
 * A fuzz test of {@code .npz} archives for utterances of any ids: each line an id, its array made of the line's bytes.
 */
final class NpzFuzzTests {

    @FuzzTest
    void refusesTheIdsOrWritesWhatTheJdkReads(byte[] lines) throws IOException {
        var ids = List.of(new String(lines, StandardCharsets.UTF_8).split("\n", 100));
        NpzArchive archive;
        try {
            archive = UtteranceArchive.of(ids);
        } catch (RefusedRequestException refused) {
            return;
        }
        ids.forEach(
                id -> archive.add("gradient_" + id, NpyArray.of(matrix(id))).add("text_" + id, NpyArray.ofScalar(id)));
        var file = new ByteArrayOutputStream();
        archive.writeTo(file);

        var names = new ArrayList<String>();
        try (var zip = new ZipInputStream(new ByteArrayInputStream(file.toByteArray()))) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                names.add(entry.getName());
                if (entry.getName().startsWith("gradient_")) {
                    String id = entry.getName().substring(9, entry.getName().length() - 4);
                    assertThat(new NpyReader(100_000, 65_536).read(ByteBuffer.wrap(zip.readAllBytes())))
                            .isEqualTo(matrix(id));
                }
            }
        }
        assertThat(names)
                .containsExactlyElementsOf(ids.stream()
                        .flatMap(id -> List.of("gradient_" + id + ".npy", "text_" + id + ".npy").stream())
                        .toList());
    }

    private static FloatMatrix matrix(String id) {
        var bytes = ByteBuffer.wrap(id.getBytes(StandardCharsets.UTF_8));
        var values = new float[bytes.remaining() / Float.BYTES];
        bytes.asFloatBuffer().get(values);
        return FloatMatrix.copyOf(1, values.length, values);
    }
}
