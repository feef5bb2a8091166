package io.ctcservice.api.spot;

import io.ctcservice.codec.RefusedRequestException;
import io.ctcservice.core.CtcInputException;
import java.util.function.Supplier;

/** Maps refusals by the core to fields of the request. */
final class Refusals {

    private Refusals() {}

    /** Returns the result of {@code making}; a refusal by the core names the field of the keyword. */
    static <T> T at(String keyword, Supplier<T> making) {
        return at(keyword, making, () -> "");
    }

    /**
     * Returns the result of {@code making}; a refusal by the core names the field of the keyword, and that of a phrase
     * also has this advice.
     */
    static <T> T at(String keyword, Supplier<T> making, Supplier<String> advice) {
        try {
            return making.get();
        } catch (CtcInputException refused) {
            boolean ofPhrase = refused.field().equals("target");
            String field = ofPhrase ? "phrase" : refused.field();
            throw new RefusedRequestException(
                    keyword + "/" + field, refused.getMessage() + (ofPhrase ? advice.get() : ""));
        }
    }
}
