package io.ctcservice.codec;

import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** Refusals of names that there are not, with what may have been meant. */
public final class KnownNames {

    private static final String UTTERANCES = "utterances";

    /** The fields of an utterance, which stand in a list even where there is one only. */
    private static final Set<String> OF_UTTERANCES = Set.of("emissions", "target", "labels", "id", "frames", "seconds");

    private KnownNames() {}

    /** Returns the names that are expected in place of another, and which of them is meant if it is only written otherwise. */
    public static String expected(String name, Collection<String> known) {
        String all = "expected one of " + String.join(", ", new TreeSet<>(known));
        if (known.contains(UTTERANCES) && OF_UTTERANCES.contains(name)) {
            return all + "; it stands in the elements of \"" + UTTERANCES + "\"";
        }
        return all
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
