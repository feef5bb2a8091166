package io.ctcservice.request;

import io.ctcservice.codec.RefusedRequestException;
import io.ctcservice.core.lm.LanguageModel;
import io.ctcservice.core.lm.LanguageModels;
import java.util.List;

/** Checks of the language models, phrases and words by which a request guides a search. */
public final class GuideChecks {

    /** Of all phrases, words or symbols together: each costs some 50 bytes while the request is served. */
    private static final long MOST_CHARACTERS = 2_000_000;

    private GuideChecks() {}

    /**
     * Returns a language model by its name.
     *
     * @param pointer to the name in the request
     * @throws RefusedRequestException if there is none of that name
     */
    public static LanguageModel languageModel(LanguageModels models, String name, String pointer) {
        return models.find(name).orElseThrow(() -> {
            var known = models.byName().keySet();
            return new RefusedRequestException(
                    pointer,
                    "\"" + name + "\"; expected "
                            + (known.isEmpty()
                                    ? "none, for this server has none"
                                    : "one of " + String.join(", ", known)));
        });
    }

    /**
     * Checks that phrases, words or symbols are not too long in all.
     *
     * @param pointer to them in the request
     * @throws RefusedRequestException if they are
     */
    public static void requireCharacters(String pointer, List<String> texts) {
        long characters = texts.stream().mapToLong(String::length).sum();
        if (characters > MOST_CHARACTERS) {
            throw new RefusedRequestException(
                    pointer, characters + " characters in all; expected at most " + MOST_CHARACTERS);
        }
    }
}
