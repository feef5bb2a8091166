package io.ctcservice.api.transcriptions;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.Name;

/**
 * The settings of OpenAI's transcription endpoint.
 *
 * @param defaultNetwork the network that OpenAI's own model names select, such as {@code whisper-1}; if not set, the
 *     registered network for sound whose name comes first, else {@code demo-english}
 */
@ConfigurationProperties("ctc.transcription")
record TranscriptionProperties(@Name("default") @Nullable String defaultNetwork) {}
