package io.ctcservice.request;

import io.ctcservice.codec.Warnings;
import io.ctcservice.core.Counted;
import io.ctcservice.core.Emissions;
import io.ctcservice.core.check.EmissionSigns;

/** A collector of warnings about the emissions of a request that look like something else than is said. Not thread-safe. */
public final class EmissionWarnings {

    private static final String IS_IT = "; is that the blank?";

    private final OutputClasses classes;
    private int index;
    private int odd;
    private String firstOdd = "";

    EmissionWarnings(OutputClasses classes) {
        this.classes = classes;
    }

    /** Warns of a class that acts as the blank of a segment of a stream although another is declared. */
    public static void ofSegment(Emissions emissions, OutputClasses classes, Warnings warnings) {
        EmissionSigns.actingBlank(emissions, classes.blank())
                .ifPresent(other -> warnings.add("/blank", described(other, classes, "this segment") + IS_IT));
    }

    /** Checks the next utterance. */
    void check(Emissions emissions, Warnings warnings) {
        var signs = EmissionSigns.of(emissions, classes.blank());
        signs.transposed().ifPresent(found -> warnings.add("/utterances/" + index + "/emissions", found));
        signs.actingBlank().ifPresent(other -> {
            if (odd++ == 0) {
                firstOdd = described(other, classes, "utterance " + index);
            }
        });
        index++;
    }

    private static String described(EmissionSigns.ActingBlank other, OutputClasses classes, String where) {
        return other.describe(classes.blank(), classes::named, where);
    }

    /** Adds the warnings about all utterances together. */
    void warn(Warnings warnings) {
        if (odd > 0) {
            String others = odd == 1 ? "" : ", and so in " + Counted.of(odd - 1, "other");
            warnings.add("/blank", firstOdd + others + IS_IT);
        }
    }
}
