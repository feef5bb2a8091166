/** The Free Lossless Audio Codec. */
@NullMarked
package io.ctcservice.audio.flac;

import org.jspecify.annotations.NullMarked;
