/** Keyword spotting: the spans in which phrases were said, with their scores. */
@NullMarked
package io.ctcservice.core.spot;

import org.jspecify.annotations.NullMarked;
