/** The Opus codec in Ogg files. */
@NullMarked
package io.ctcservice.audio.opus;

import org.jspecify.annotations.NullMarked;
