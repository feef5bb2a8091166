package io.ctcservice.wire;

/**
 * One thing wrong with a request.
 *
 * @param pointer JSON pointer into the request, {@code ""} for all of it
 * @param detail what was found and what was expected there
 */
public record Violation(String pointer, String detail) {}
