/** MPEG audio, layer III. */
@NullMarked
package io.ctcservice.audio.mp3;

import org.jspecify.annotations.NullMarked;
