package io.ctcservice.core;

/**
 * An input that the mathematics cannot accept, with the field, the actual value and the expected one.
 *
 * <p>The field is a path inside the object that was being built, without a leading slash: {@code emissions/3/1}.
 */
public final class CtcInputException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final String field;

    /**
     * @param field path of the refused value, for example {@code labels/3}
     * @param actual what was found there; user text in it should already be short
     * @param expected what would have been accepted, as a phrase that follows "expected"
     */
    public CtcInputException(String field, Object actual, String expected) {
        super(PlainNumber.of(actual) + "; expected " + expected);
        this.field = field;
    }

    /** Returns the path of the refused value. */
    public String field() {
        return field;
    }

    /** Returns the field and the message, as a stack trace should begin. */
    @Override
    @SuppressWarnings("OverrideThrowableToString") // the message is that of the problem document, without the field
    public String toString() {
        return getClass().getName() + ": " + field + ": " + getMessage();
    }
}
