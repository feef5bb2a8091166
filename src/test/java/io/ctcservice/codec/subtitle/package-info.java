/** Tests of subtitles. */
@NullMarked
package io.ctcservice.codec.subtitle;

import org.jspecify.annotations.NullMarked;
