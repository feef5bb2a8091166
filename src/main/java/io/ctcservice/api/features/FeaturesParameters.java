package io.ctcservice.api.features;

import io.ctcservice.audio.SpectralSettings;
import io.ctcservice.audio.SpectralSettings.Kind;
import io.ctcservice.audio.SpectralSettings.Normalization;
import io.ctcservice.core.CtcInputException;
import io.ctcservice.wire.RefusedRequestException;
import io.ctcservice.wire.json.EnumNames;
import io.ctcservice.wire.json.JsonErrors;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Reads the query of a request; what is wrong with a parameter is said as of a field of that name. */
final class FeaturesParameters {

    private static final Set<String> KNOWN = new TreeSet<>(List.of("kind", "bands", "coefficients", "normalization"));

    private FeaturesParameters() {}

    /** Returns the settings; every parameter may be missing. */
    static SpectralSettings settings(Map<String, String> query) {
        for (String name : query.keySet()) {
            if (!KNOWN.contains(name)) {
                throw new RefusedRequestException(
                        "/" + JsonErrors.excerpt(name),
                        "unknown parameter; expected one of " + String.join(", ", KNOWN));
            }
        }
        int bands = integer(query, "bands", 40);
        try {
            return new SpectralSettings(
                    constant(query, "kind", Kind.LOG_MEL, Kind.values()),
                    bands,
                    integer(query, "coefficients", Math.min(13, bands)),
                    constant(query, "normalization", Normalization.NONE, Normalization.values()));
        } catch (CtcInputException refused) {
            throw new RefusedRequestException("/" + refused.field(), String.valueOf(refused.getMessage()));
        }
    }

    private static int integer(Map<String, String> query, String name, int missing) {
        String value = query.get(name);
        if (value == null) {
            return missing;
        }
        try {
            return Integer.parseInt(value);
        } catch (NumberFormatException e) {
            throw refused(name, value, "a whole number");
        }
    }

    private static <E extends Enum<E>> E constant(Map<String, String> query, String name, E missing, E[] all) {
        String value = query.get(name);
        if (value == null) {
            return missing;
        }
        var names = Arrays.stream(all)
                .map(constant -> EnumNames.of(constant.name()))
                .toList();
        int index = names.indexOf(value);
        if (index < 0) {
            throw refused(name, value, "one of " + String.join(", ", names));
        }
        return all[index];
    }

    private static RefusedRequestException refused(String name, String value, String expected) {
        return new RefusedRequestException("/" + name, "\"" + JsonErrors.excerpt(value) + "\"; expected " + expected);
    }
}
