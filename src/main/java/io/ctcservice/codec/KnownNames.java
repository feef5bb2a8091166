package io.ctcservice.codec;

import java.util.Collection;
import java.util.Locale;
import java.util.TreeSet;

/** Refusals of names that there are not, with what may have been meant. */
public final class KnownNames {

    private KnownNames() {}

    /** Returns the names that are expected in place of another, and which of them is meant if it is only written otherwise. */
    public static String expected(String name, Collection<String> known) {
        return "expected one of " + String.join(", ", new TreeSet<>(known))
                + known.stream()
                        .filter(other -> plain(other).equals(plain(name)))
                        .findFirst()
                        .map(meant -> "; here it is called " + meant)
                        .orElse("");
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replace("_", "").replace("-", "");
    }
}
