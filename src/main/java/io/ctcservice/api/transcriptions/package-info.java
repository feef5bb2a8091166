/** Transcription of recordings for OpenAI's clients. */
@NullMarked
package io.ctcservice.api.transcriptions;

import org.jspecify.annotations.NullMarked;
