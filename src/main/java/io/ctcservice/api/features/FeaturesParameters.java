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
import org.jspecify.annotations.Nullable;

/**
 * The query parameters of a request.
 *
 * @param channel the only one that is heard, counted from 0; null for all of them
 */
record FeaturesParameters(
        SpectralSettings settings, @Nullable Integer channel) {

    private static final Set<String> KNOWN = Set.of("kind", "bands", "coefficients", "normalization", "channel");

    /** Returns what a query says; every parameter may be missing. */
    static FeaturesParameters of(Map<String, List<String>> given) {
        var query = QueryParameters.of(given, KNOWN, Set.of());
        int bands = query.integer("bands", 40);
        if (query.text("coefficients").isPresent() && query.constant("kind", Kind.LOG_MEL) != Kind.MFCC) {
            throw new RefusedRequestException("/coefficients", "of no effect without \"kind\": \"mfcc\"");
        }
        try {
            var settings = new SpectralSettings(
                    query.constant("kind", Kind.LOG_MEL),
                    bands,
                    query.integer("coefficients", Math.min(13, bands)),
                    query.constant("normalization", Normalization.NONE));
            return new FeaturesParameters(
                    settings, query.text("channel").isEmpty() ? null : query.integer("channel", 0));
        } catch (CtcInputException refused) {
            throw new RefusedRequestException("/" + refused.field(), String.valueOf(refused.getMessage()));
        }
    }
}
