package io.ctcservice.request;

import io.ctcservice.core.text.Vocabulary;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The named vocabularies of a server: {@code english} always, others as configured. Immutable. */
public final class Vocabularies {

    /** The name of the default vocabulary. */
    public static final String ENGLISH = "english";

    private final Map<String, Vocabulary> byName;

    private Vocabularies(Map<String, Vocabulary> byName) {
        this.byName = Collections.unmodifiableMap(byName);
    }

    /** Returns these vocabularies and {@code english}, which one of them may replace. */
    public static Vocabularies of(Map<String, Vocabulary> registered) {
        var byName = new TreeMap<String, Vocabulary>();
        byName.put(ENGLISH, Vocabulary.ofEnglish());
        byName.putAll(registered);
        return new Vocabularies(byName);
    }

    /** Returns all vocabularies, sorted by name. */
    public Map<String, Vocabulary> byName() {
        return byName;
    }

    Vocabulary english() {
        return byName.getOrDefault(ENGLISH, Vocabulary.ofEnglish());
    }

    Optional<Vocabulary> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }
}
