/** Pictures of lines: files, pixels, and what a network sees of them. */
@NullMarked
package io.ctcservice.recognition.picture;

import org.jspecify.annotations.NullMarked;
