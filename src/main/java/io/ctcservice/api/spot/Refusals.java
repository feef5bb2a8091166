package io.ctcservice.api.spot;

import io.ctcservice.codec.RefusedRequestException;
import io.ctcservice.core.CtcInputException;
import java.util.function.Supplier;

/** Puts what the core refuses where it stands in the request. */
final class Refusals {

    private Refusals() {}

    /** Returns what the core made of a keyword; a refusal names the keyword's field. */
    static <T> T at(String keyword, Supplier<T> making) {
        return at(keyword, making, () -> "");
    }

    /** As the other method, and adds this advice to what is said of a phrase. */
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
