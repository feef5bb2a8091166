package io.ctcservice.core.loss;

import io.ctcservice.core.Emissions;
import io.ctcservice.core.Labels;

/**
 * A target with a blank before, between and after its labels: ε y₁ ε y₂ … y_U ε, S = 2U + 1 states. Even states are
 * blanks, state {@code 2u + 1} is label {@code u}. Immutable.
 *
 * @see <a href="https://www.cs.toronto.edu/~graves/icml_2006.pdf">Graves et al. 2006, section 4.1, l′</a>
 */
public final class ExtendedTarget {

    private final Labels labels;
    private final int blank;

    private ExtendedTarget(Labels labels, int blank) {
        this.labels = labels;
        this.blank = blank;
    }

    /**
     * Returns the extended target of {@code labels}.
     *
     * @throws io.ctcservice.core.CtcInputException naming {@code labels/u} of a label that is negative or the blank
     */
    public static ExtendedTarget of(Labels labels, int blank) {
        return new ExtendedTarget(labels.requireClasses(Integer.MAX_VALUE, blank), blank);
    }

    /** Returns S = 2U + 1, the number of states. */
    public int states() {
        return 2 * labels.length() + 1;
    }

    /** Returns the target, without blanks. */
    public Labels labels() {
        return labels;
    }

    /** Returns the class index of the blank. */
    public int blank() {
        return blank;
    }

    /** Returns y′_s, the class that state {@code s} emits. */
    public int label(int s) {
        return (s & 1) == 0 ? blank : labels.get(s >> 1);
    }

    /** Returns whether state {@code s} may be entered from {@code s - 2}: a label that differs from the one before. */
    public boolean canSkip(int s) {
        return (s & 1) == 1 && s >= 3 && labels.get(s >> 1) != labels.get((s >> 1) - 1);
    }

    /** Returns whether any path of {@code frames} frames gives this target: frames &gt;= U + R. */
    public boolean fits(int frames) {
        return frames >= labels.minFrames();
    }

    /**
     * Returns this target if every class it names is a column of the emissions.
     *
     * @throws io.ctcservice.core.CtcInputException naming the label, or the blank
     */
    public ExtendedTarget requireClassesOf(Emissions emissions) {
        Labels.requireBlank(blank, emissions.vocabSize());
        labels.requireClasses(emissions.vocabSize(), blank);
        return this;
    }
}
