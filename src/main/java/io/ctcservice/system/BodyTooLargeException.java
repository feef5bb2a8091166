package io.ctcservice.system;

import java.io.IOException;
import org.springframework.util.unit.DataSize;

/** A body of more bytes than {@code ctc.limits} allows: answered with 413. */
final class BodyTooLargeException extends IOException {

    private static final long serialVersionUID = 1L;

    BodyTooLargeException(DataSize limit) {
        super("a body of more than " + limit.toBytes() + " bytes");
    }
}
