package io.ctcservice.codec.json;

import io.ctcservice.codec.Violation;
import tools.jackson.core.JsonParser;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.databind.DatabindException;

/** A value that was refused while it was read. */
public final class UnreadableJsonException extends DatabindException {

    private static final long serialVersionUID = 1L;

    private final String pointer;
    private final boolean wellFormed;

    private UnreadableJsonException(JsonParser parser, String pointer, String detail, boolean wellFormed) {
        super(parser, detail);
        this.pointer = pointer;
        this.wellFormed = wellFormed;
    }

    /** Refuses the value that the parser is at, because it is of the wrong type. */
    static UnreadableJsonException wrongType(JsonParser parser, String expected) {
        return new UnreadableJsonException(
                parser, pointer(parser), JsonTokens.found(parser) + "; expected " + expected, false);
    }

    /** Refuses the value that the parser is at, although it is of the right type. */
    static UnreadableJsonException wrongValue(JsonParser parser, String detail) {
        return new UnreadableJsonException(parser, pointer(parser), detail, true);
    }

    /** Says of the item that the parser was about to read what the parser says of it. */
    static UnreadableJsonException tooLong(JsonParser parser, StreamConstraintsException refused) {
        return new UnreadableJsonException(parser, pointer(parser), JsonLimits.sentence(refused), false);
    }

    private static String pointer(JsonParser parser) {
        return parser.streamReadContext().pathAsPointer().toString();
    }

    /** Returns what is wrong, and where. */
    public Violation violation() {
        return new Violation(pointer, getOriginalMessage());
    }

    /** Returns whether the JSON was as it should be and only the value is wrong: 422 rather than 400. */
    public boolean isWellFormed() {
        return wellFormed;
    }
}
