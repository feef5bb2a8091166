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

    /** Refuses the current value of the parser because it has the wrong type. */
    static UnreadableJsonException wrongType(JsonParser parser, String expected) {
        return new UnreadableJsonException(
                parser, pointer(parser), JsonTokens.found(parser) + "; expected " + expected, false);
    }

    /** Refuses the current value of the parser, which has the right type. */
    static UnreadableJsonException wrongValue(JsonParser parser, String detail) {
        return new UnreadableJsonException(parser, pointer(parser), detail, true);
    }

    /** Refuses the next item, which the parser found too long. */
    static UnreadableJsonException tooLong(JsonParser parser, StreamConstraintsException refused) {
        return new UnreadableJsonException(parser, pointer(parser), JsonLimits.sentence(refused), false);
    }

    private static String pointer(JsonParser parser) {
        return parser.streamReadContext().pathAsPointer().toString();
    }

    /** Returns the fault and its place. */
    public Violation violation() {
        return new Violation(pointer, getOriginalMessage());
    }

    /** Returns whether the JSON has the right form and only the value is wrong: 422 rather than 400. */
    public boolean isWellFormed() {
        return wellFormed;
    }
}
