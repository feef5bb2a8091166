/** Sound files of any kind that is read. */
@NullMarked
package io.ctcservice.audio.file;

import org.jspecify.annotations.NullMarked;
