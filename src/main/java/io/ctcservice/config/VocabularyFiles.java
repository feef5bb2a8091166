package io.ctcservice.config;

import io.ctcservice.core.CtcInputException;
import io.ctcservice.core.Vocabulary;
import io.ctcservice.wire.batch.Vocabularies;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Reads the configured vocabularies at start. */
final class VocabularyFiles {

    private final JsonMapper json;

    VocabularyFiles(JsonMapper json) {
        this.json = json;
    }

    /** Returns the registered vocabularies; a bad file stops the start with its name and what is wrong. */
    Vocabularies read(CtcProperties properties) {
        var byName = new HashMap<String, Vocabulary>();
        properties.vocabularies().forEach((name, registered) -> byName.put(name, read(name, registered)));
        return Vocabularies.of(Map.copyOf(byName));
    }

    private Vocabulary read(String name, CtcProperties.RegisteredVocabulary registered) {
        try (var stream = registered.location().getInputStream()) {
            var symbols = json.readValue(stream, new TypeReference<java.util.List<String>>() {});
            return Vocabulary.of(symbols, registered.blank());
        } catch (IOException | JacksonException | CtcInputException bad) {
            throw new IllegalStateException(
                    "ctc.vocabularies." + name + " in " + registered.location() + ": " + bad.getMessage(), bad);
        }
    }
}
