package io.ctcservice.api.inference;

import io.ctcservice.codec.oip.InferenceModel;
import io.ctcservice.codec.oip.InferenceRequest;
import io.ctcservice.codec.oip.InferenceResponse;
import io.ctcservice.codec.oip.TensorPointers;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.ErrorResponseException;

/** The models of this server by name, each with one version. Immutable. */
@Component
final class InferenceModels {

    static final String PLATFORM = "ctc-service";
    static final String VERSION = "1";

    private final Map<String, InferenceModel> byName = new TreeMap<>();

    InferenceModels(List<InferenceModel> models) {
        models.forEach(model -> byName.put(model.signature().name(), model));
    }

    List<String> names() {
        return List.copyOf(byName.keySet());
    }

    /**
     * Returns the model of this name and version.
     *
     * @param version null for any
     * @throws ErrorResponseException of status 404 if there is none of this name and version
     */
    InferenceModel find(String name, @Nullable String version) {
        var model = byName.get(name);
        if (model == null) {
            throw notFound("no such model; expected one of " + String.join(", ", byName.keySet()));
        }
        if (version != null && !version.equals(VERSION)) {
            throw notFound("no such version; expected " + VERSION);
        }
        return model;
    }

    private static ErrorResponseException notFound(String detail) {
        var missing = new ErrorResponseException(HttpStatus.NOT_FOUND);
        missing.setDetail(detail);
        return missing;
    }

    /** Returns the response of a model to a request. */
    InferenceResponse infer(InferenceModel model, InferenceRequest request) {
        return TensorPointers.translating(() -> model.infer(request).response(request, model.signature(), VERSION));
    }
}
