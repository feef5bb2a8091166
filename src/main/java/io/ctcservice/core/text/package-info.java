/** Symbols, words and spelling: the mapping between text and class indices. */
@NullMarked
package io.ctcservice.core.text;

import org.jspecify.annotations.NullMarked;
