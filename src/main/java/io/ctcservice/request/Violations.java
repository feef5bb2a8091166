package io.ctcservice.request;

import io.ctcservice.codec.RefusedRequestException;
import io.ctcservice.codec.Violation;
import io.ctcservice.core.CtcInputException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A collector of the violations in a request, so that one response reports several. */
final class Violations {

    private static final int MOST = 20;

    /** Each once: a blank that is no class is none in every utterance. */
    private final Set<Violation> violations = new LinkedHashSet<>();

    void add(String pointer, String detail) {
        violations.add(new Violation(pointer, detail));
    }

    /**
     * Returns the object that {@code making} makes, or null if the core refuses the input; the refusal is then added.
     *
     * @param base pointer of the object that the core's field paths are relative to
     */
    <T> @Nullable T attempt(String base, Supplier<T> making) {
        return attempt(base, making, () -> "");
    }

    /**
     * As {@link #attempt(String, Supplier)}, with advice that is added to the refusal of a target.
     */
    <T> @Nullable T attempt(String base, Supplier<T> making, Supplier<String> targetAdvice) {
        try {
            return making.get();
        } catch (CtcInputException refused) {
            String advice = refused.field().equals("target") ? targetAdvice.get() : "";
            add(pointer(base, refused.field()), refused.getMessage() + advice);
            return null;
        }
    }

    /**
     * Returns the pointer to a field: the blank, the vocabulary and its delimiter belong to the request, whichever
     * utterance is refused.
     */
    private static String pointer(String base, String field) {
        boolean shared = field.startsWith("blank") || field.startsWith("vocabulary") || field.equals("wordDelimiter");
        return shared ? "/" + field : base + "/" + field;
    }

    boolean isFull() {
        return violations.size() >= MOST;
    }

    void throwIfAny() {
        if (!violations.isEmpty()) {
            throw new RefusedRequestException(List.copyOf(violations));
        }
    }
}
