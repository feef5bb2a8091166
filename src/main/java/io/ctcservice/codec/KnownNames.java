package io.ctcservice.codec;

import io.ctcservice.core.Labels;
import io.ctcservice.core.text.EditDistance;
import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.TreeSet;

/** Refusals of names that there are not, with what may have been meant. */
public final class KnownNames {

    /** A name of so many letters may have one that is wrong, one of twice as many two. */
    private static final int LETTERS_A_MISTAKE = 4;

    private KnownNames() {}

    /** Returns the names that are expected in place of another, and which of them is meant where one is nearly the same. */
    public static String expected(String name, Collection<String> known) {
        var sorted = new TreeSet<>(known);
        return "expected one of " + String.join(", ", sorted)
                + sorted.stream()
                        .min(Comparator.comparingInt(other -> mistakes(name, other)))
                        .filter(nearest ->
                                mistakes(name, nearest) <= plain(name).length() / LETTERS_A_MISTAKE)
                        .map(meant -> "; here it is called " + meant)
                        .orElse("");
    }

    private static int mistakes(String name, String known) {
        return EditDistance.between(letters(name), letters(known));
    }

    private static Labels letters(String name) {
        return Labels.of(plain(name).chars().toArray());
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replace("_", "").replace("-", "");
    }
}
