package io.ctcservice.api.spot;

import io.ctcservice.core.CtcInputException;
import io.ctcservice.wire.RefusedRequestException;
import java.util.function.Supplier;

/** Puts what the core refuses where it stands in the request. */
final class Refusals {

    private Refusals() {}

    /** Returns what the core made of a keyword; a refusal names the keyword's field. */
    static <T> T at(String keyword, Supplier<T> making) {
        try {
            return making.get();
        } catch (CtcInputException refused) {
            String field = refused.field().equals("target") ? "phrase" : refused.field();
            throw new RefusedRequestException(keyword + "/" + field, String.valueOf(refused.getMessage()));
        }
    }
}
