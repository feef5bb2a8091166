/** Subtitles and time-marked transcripts: WebVTT, SubRip, CTM and TextGrid. */
@NullMarked
package io.ctcservice.codec.subtitle;

import org.jspecify.annotations.NullMarked;
