/** Recordings in, text out, as OpenAI's clients speak it. */
@NullMarked
package io.ctcservice.api.transcriptions;

import org.jspecify.annotations.NullMarked;
