package io.ctcservice.codec.json;

import java.util.function.ToIntFunction;

/**
 * The limits of a JSON body; more is refused while it is read.
 *
 * @param maxRows rows of a matrix
 * @param maxColumns columns of a matrix
 * @param maxLength characters of a string, labels of a list of labels
 * @param maxItems items of a list, by the class of an item
 */
public record JsonBounds(int maxRows, int maxColumns, int maxLength, ToIntFunction<Class<?>> maxItems) {}
