package io.ctcservice.web.overload;

import io.ctcservice.core.Counted;
import java.io.IOException;

/** A body that is larger than its limit: answered with 413. */
public final class BodyTooLargeException extends IOException {

    private static final long serialVersionUID = 1L;

    BodyTooLargeException(BodyLimits.BodyLimit limit) {
        super("a body of more than " + Counted.of(limit.bytes(), "byte") + ", which is the limit " + limit.setting());
    }
}
