package io.ctcservice.api.features;

import io.ctcservice.audio.SpectralSettings;
import io.ctcservice.audio.SpectralSettings.Kind;
import io.ctcservice.audio.SpectralSettings.Normalization;
import io.ctcservice.codec.RefusedRequestException;
import io.ctcservice.core.CtcInputException;
import io.ctcservice.request.QueryParameters;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The query parameters of a request. */
final class FeaturesParameters {

    private static final Set<String> KNOWN = Set.of("kind", "bands", "coefficients", "normalization");

    private FeaturesParameters() {}

    /** Returns the settings; every parameter may be missing. */
    static SpectralSettings settings(Map<String, List<String>> given) {
        var query = QueryParameters.of(given, KNOWN, Set.of());
        int bands = query.integer("bands", 40);
        try {
            return new SpectralSettings(
                    query.constant("kind", Kind.LOG_MEL),
                    bands,
                    query.integer("coefficients", Math.min(13, bands)),
                    query.constant("normalization", Normalization.NONE));
        } catch (CtcInputException refused) {
            throw new RefusedRequestException("/" + refused.field(), String.valueOf(refused.getMessage()));
        }
    }
}
