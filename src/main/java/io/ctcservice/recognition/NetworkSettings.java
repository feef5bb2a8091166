package io.ctcservice.recognition;

import java.util.Map;
import java.util.Optional;

/**
 * The user's settings of a network. Immutable.
 *
 * @param values by the name of the setting below {@code ctc.networks.<name>}, such as {@code sound.bands}
 * @param vocabulary the file of symbols that the user named
 */
public record NetworkSettings(Map<String, String> values, Optional<VocabularyFile> vocabulary) {

    public NetworkSettings {
        values = Map.copyOf(values);
    }

    /** Returns no settings. */
    public static NetworkSettings none() {
        return new NetworkSettings(Map.of(), Optional.empty());
    }
}
