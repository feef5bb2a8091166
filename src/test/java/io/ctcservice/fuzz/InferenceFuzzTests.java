package io.ctcservice.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.ctcservice.codec.PartTooLargeException;
import io.ctcservice.codec.RefusedRequestException;
import io.ctcservice.codec.UnreadableBodyException;
import io.ctcservice.codec.json.CtcJson;
import io.ctcservice.codec.oip.InferenceReader;
import io.ctcservice.codec.oip.InferenceRequest;
import io.ctcservice.codec.oip.ModelSignature;
import io.ctcservice.request.FieldReader;
import io.ctcservice.request.Limits;
import io.ctcservice.request.TensorBatchReader;
import jakarta.validation.Validation;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * A fuzz test of requests of the Open Inference Protocol: the first byte gives the share of JSON in the rest, none if
 * it is 255.
 */
final class InferenceFuzzTests {

    private static final Limits LIMITS = Limits.defaults();
    private static final JsonMapper JSON = CtcJson.mapper(LIMITS.json()).build();
    private static final InferenceReader READER = new InferenceReader(JSON, LIMITS.jsonBody());
    private static final TensorBatchReader BATCHES = new TensorBatchReader(
            JSON,
            new FieldReader(JSON, Validation.buildDefaultValidatorFactory().getValidator()),
            LIMITS);
    private static final ModelSignature SIGNATURE = new ModelSignature(
            "fuzzed",
            ModelSignature.TARGET_INPUTS,
            List.of(),
            Set.of("blank", "scores", "vocabulary", "vocabularyName"));

    @FuzzTest
    void refusesAsDocumentedOrAnswers(byte[] data) throws IOException {
        if (data.length == 0) {
            return;
        }
        byte[] body = Arrays.copyOfRange(data, 1, data.length);
        String jsonLength = data[0] == -1 ? null : Integer.toString((data[0] & 0xff) * 2);
        var read = new AtomicReference<@Nullable FuzzedBody>();
        BoundedMemory.check(body, 200, () -> read.set(read(body, jsonLength)));
        var request = read.get();
        if (request != null) {
            RequestOutcome.check(request);
        }
    }

    private static @Nullable FuzzedBody read(byte[] body, @Nullable String jsonLength) throws IOException {
        try {
            InferenceRequest request = READER.read(new ByteArrayInputStream(body), jsonLength);
            return BATCHES.readWithTargets(request, SIGNATURE, FuzzedBody.class);
        } catch (UnreadableBodyException | RefusedRequestException | PartTooLargeException | JacksonException refused) {
            return null;
        }
    }
}
