package io.ctcservice.codec;

import org.springframework.util.unit.DataSize;

/** A part of a body that is larger than {@code ctc.limits} allows: answered with 413. */
public final class PartTooLargeException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param what what is too large, and the limit, as a sentence */
    public PartTooLargeException(String what) {
        super(what);
    }

    /** @param what what is too large, with its article */
    public PartTooLargeException(String what, DataSize limit) {
        super(what + " of more than " + limit.toBytes() + " bytes");
    }
}
