/** Pictures of lines: files, pixels, and their scaling to the input of a network. */
@NullMarked
package io.ctcservice.recognition.picture;

import org.jspecify.annotations.NullMarked;
