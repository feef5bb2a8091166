package io.ctcservice.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.ctcservice.wire.Limits;
import io.ctcservice.wire.PartTooLargeException;
import io.ctcservice.wire.RefusedRequestException;
import io.ctcservice.wire.UnreadableBodyException;
import io.ctcservice.wire.WholeBody;
import io.ctcservice.wire.json.RequestJson;
import io.ctcservice.wire.multipart.MultipartBatchReader;
import io.ctcservice.wire.multipart.MultipartBody;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import tools.jackson.core.JacksonException;

/** Forms with {@code .npy} files, whose boundary is {@code b}. */
final class MultipartFuzzTests {

    private static final Limits LIMITS = Limits.defaults();
    private static final MultipartBatchReader READER =
            new MultipartBatchReader(RequestJson.mapper(LIMITS.json()).build(), LIMITS);

    @FuzzTest
    void refusesAsDocumentedOrAnswersHoweverTheBytesArrive(byte[] form) throws IOException {
        var whole = new AtomicReference<>(Optional.<FuzzedBody>empty());
        BoundedMemory.check(form, 200, () -> whole.set(read(new ByteArrayInputStream(form))));

        for (int most : new int[] {1, 7}) {
            assertThat(read(new Trickle(form, most))).isEqualTo(whole.get());
        }
        whole.get().ifPresent(Answers::check);
    }

    private static Optional<FuzzedBody> read(InputStream form) throws IOException {
        try {
            return Optional.of(READER.read(FuzzedBody.class, new MultipartBody(WholeBody.bytes(form), "b")));
        } catch (UnreadableBodyException | RefusedRequestException | PartTooLargeException | JacksonException refused) {
            return Optional.empty();
        }
    }
}
