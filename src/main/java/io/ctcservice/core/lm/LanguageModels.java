package io.ctcservice.core.lm;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The named language models of a server. Immutable. */
public final class LanguageModels {

    private final Map<String, LanguageModel> byName;

    private LanguageModels(Map<String, LanguageModel> byName) {
        this.byName = Collections.unmodifiableMap(byName);
    }

    /** Returns these models. */
    public static LanguageModels of(Map<String, ? extends LanguageModel> registered) {
        return new LanguageModels(new TreeMap<>(registered));
    }

    /** Returns all models, sorted by name. */
    public Map<String, LanguageModel> byName() {
        return byName;
    }

    /** Returns the model of this name. */
    public Optional<LanguageModel> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }
}
