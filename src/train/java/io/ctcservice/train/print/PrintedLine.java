package io.ctcservice.train.print;

/**
 * A line to learn from.
 *
 * @param picture as it would come from a scanner
 * @param drawn the characters drawn
 */
public record PrintedLine(Grey picture, String drawn) {}
