package io.ctcservice.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.ctcservice.codec.PartTooLargeException;
import io.ctcservice.codec.RefusedRequestException;
import io.ctcservice.codec.UnreadableBodyException;
import io.ctcservice.codec.WholeBody;
import io.ctcservice.codec.json.CtcJson;
import io.ctcservice.codec.multipart.FormStart;
import io.ctcservice.codec.multipart.MultipartBody;
import io.ctcservice.codec.multipart.MultipartStream;
import io.ctcservice.codec.multipart.Parts;
import io.ctcservice.recognition.Networks;
import io.ctcservice.request.Limits;
import io.ctcservice.request.MultipartBatchReader;
import io.ctcservice.request.ReadingTurns;
import io.ctcservice.request.Recognizer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import tools.jackson.core.JacksonException;

/** A fuzz test of forms with {@code .npy} files, whose boundary is {@code b}. */
final class MultipartFuzzTests {

    private static final Limits LIMITS = Limits.defaults();
    private static final MultipartBatchReader READER = new MultipartBatchReader(
            CtcJson.mapper(LIMITS.json()).build(), LIMITS, new Recognizer(Networks.none("a test"), LIMITS));

    private static final ReadingTurns AT_ONCE = new ReadingTurns() {
        @Override
        public void expect(double seconds) {}

        @Override
        public void hold(long bytes) {}

        @Override
        public <T> T compute(Supplier<T> work) {
            return work.get();
        }

        @Override
        public void run(Runnable window, double seconds) {
            window.run();
        }
    };

    @FuzzTest
    void refusesAsDocumentedOrAnswersHoweverTheBytesArrive(byte[] form) throws IOException {
        var whole = new AtomicReference<>(Optional.<FuzzedBody>empty());
        BoundedMemory.check(form, 200, () -> whole.set(read(new ByteArrayInputStream(form))));

        for (int most : new int[] {1, 7}) {
            assertThat(read(new SlowInputStream(form, most))).isEqualTo(whole.get());
            assertThat(readAsItComes(new SlowInputStream(form, most))).isEqualTo(whole.get());
        }
        whole.get().ifPresent(RequestOutcome::check);
    }

    private static Optional<FuzzedBody> read(InputStream form) throws IOException {
        return read(() -> new MultipartBody(WholeBody.bytes(form), "b"));
    }

    private static Optional<FuzzedBody> readAsItComes(InputStream form) throws IOException {
        return read(() -> {
            var start = new FormStart(form, "b");
            start.nameAfter(
                    MultipartBatchReader.REQUEST, Long.MAX_VALUE / 2); // as it is found out what the form brings
            return new MultipartStream(start.form(), "b");
        });
    }

    private static Optional<FuzzedBody> read(Opening opening) throws IOException {
        try {
            return Optional.of(READER.read(FuzzedBody.class, opening.open(), Long.MAX_VALUE, AT_ONCE));
        } catch (UnreadableBodyException | RefusedRequestException | PartTooLargeException | JacksonException refused) {
            return Optional.empty();
        }
    }

    private interface Opening {
        Parts open() throws IOException;
    }
}
