package io.ctcservice.api.features;

import io.ctcservice.audio.SpectralSettings;
import io.ctcservice.audio.SpectralSettings.Kind;
import io.ctcservice.audio.SpectralSettings.Normalization;
import io.ctcservice.codec.RefusedRequestException;
import io.ctcservice.codec.Warnings;
import io.ctcservice.core.CtcInputException;
import io.ctcservice.request.QueryParameters;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The query parameters of a request.
 *
 * @param channel the only one to use, counted from 0; null for all of them
 * @param warnings of parameters without effect
 */
record FeaturesParameters(
        SpectralSettings settings, @Nullable Integer channel, Warnings warnings) {

    private static final int USUAL = 13; // coefficients
    private static final int MOST = 256;

    private static final Set<String> KNOWN = Set.of("kind", "bands", "coefficients", "normalization", "channel");

    /** Returns what a query says; every parameter may be missing. */
    static FeaturesParameters of(Map<String, List<String>> given) {
        var query = QueryParameters.of(given, KNOWN, Set.of());
        int bands = query.integer("bands", 40);
        int coefficients = query.integer("coefficients", Math.min(USUAL, bands));
        if (query.text("coefficients").isPresent()
                && (coefficients < 1 || coefficients > MOST)) { // of no effect on log mel, but wrong all the same
            throw new RefusedRequestException("/coefficients", coefficients + "; expected 1 to " + MOST);
        }
        try {
            var settings = new SpectralSettings(
                    query.constant("kind", Kind.LOG_MEL),
                    bands,
                    coefficients,
                    query.constant("normalization", Normalization.NONE));
            var warnings = new Warnings();
            if (query.text("coefficients").isPresent() && settings.kind() != Kind.MFCC) {
                warnings.add("/coefficients", "of no effect on a log-mel spectrogram; they are for kind=mfcc");
            }
            return new FeaturesParameters(
                    settings, query.text("channel").isEmpty() ? null : query.integer("channel", 0), warnings);
        } catch (CtcInputException refused) {
            throw new RefusedRequestException("/" + refused.field(), String.valueOf(refused.getMessage()));
        }
    }
}
