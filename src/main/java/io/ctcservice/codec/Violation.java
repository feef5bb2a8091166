package io.ctcservice.codec;

/**
 * A fault in a request.
 *
 * @param pointer JSON pointer into the request, {@code ""} for all of it
 * @param detail what was found and what was expected there
 */
public record Violation(String pointer, String detail) {

    /**
     * Returns a fault in a field of the request.
     *
     * @param field its path in Java: {@code hotwords[0].phrase}
     */
    public static Violation ofField(String field, String detail) {
        return new Violation("/" + field.replace("[", "/").replace("]", "").replace('.', '/'), detail);
    }
}
