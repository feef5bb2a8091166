package io.ctcservice.wire.batch;

import io.ctcservice.core.CtcInputException;
import io.ctcservice.core.Vocabulary;
import java.util.Locale;

/** What to try where a text cannot be spelled. */
public final class SpellingAdvice {

    private SpellingAdvice() {}

    /** Returns advice to add to a refusal; empty where neither lower nor upper case helps. */
    public static String of(String text, Vocabulary vocabulary) {
        if (canSpell(text.toLowerCase(Locale.ROOT), vocabulary)) {
            return "; in lower case it can be spelled";
        }
        return canSpell(text.toUpperCase(Locale.ROOT), vocabulary) ? "; in upper case it can be spelled" : "";
    }

    private static boolean canSpell(String text, Vocabulary vocabulary) {
        try {
            vocabulary.labels(text);
            return true;
        } catch (CtcInputException refused) {
            return false;
        }
    }
}
