package io.ctcservice.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.ctcservice.codec.PartTooLargeException;
import io.ctcservice.codec.RefusedRequestException;
import io.ctcservice.codec.UnreadableBodyException;
import io.ctcservice.codec.WholeBody;
import io.ctcservice.codec.json.CtcJson;
import io.ctcservice.codec.multipart.MultipartBody;
import io.ctcservice.request.Limits;
import io.ctcservice.request.MultipartBatchReader;
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
            new MultipartBatchReader(CtcJson.mapper(LIMITS.json()).build(), LIMITS);

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
