package io.ctcservice.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.ctcservice.codec.json.CtcJson;
import io.ctcservice.request.Limits;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** A fuzz test from the bytes of a JSON request to the loss of its utterances. */
final class BatchFuzzTests {

    private static final JsonMapper JSON =
            CtcJson.mapper(Limits.defaults().json()).build();

    @FuzzTest
    void refusesAsDocumentedOrAnswers(byte[] json) throws IOException {
        var read = new AtomicReference<@Nullable FuzzedBody>();
        BoundedMemory.check(json, 200, () -> {
            try {
                read.set(JSON.readValue(new ByteArrayInputStream(json), FuzzedBody.class));
            } catch (JacksonException refused) {
                // as documented
            }
        });
        var body = read.get();
        if (body != null) {
            RequestOutcome.check(body);
        }
    }
}
