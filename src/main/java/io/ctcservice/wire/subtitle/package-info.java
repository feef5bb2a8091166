/** Words with times as text files: WebVTT, SubRip, CTM, TextGrid. */
@NullMarked
package io.ctcservice.wire.subtitle;

import org.jspecify.annotations.NullMarked;
