/** Sound files of all supported types. */
@NullMarked
package io.ctcservice.audio.file;

import org.jspecify.annotations.NullMarked;
