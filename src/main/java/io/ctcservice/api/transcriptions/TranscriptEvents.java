package io.ctcservice.api.transcriptions;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.ctcservice.codec.Warning;
import io.ctcservice.web.converters.EventStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** The events of a transcript that is sent while it grows. Not thread-safe. */
final class TranscriptEvents {

    private static final String DELTA = "transcript.text.delta";
    private static final String DONE = "transcript.text.done";

    private final EventStream events;
    private final JsonMapper json;
    private String sent = "";

    TranscriptEvents(EventStream events, JsonMapper json) {
        this.events = events;
        this.json = json;
    }

    /** Sends the part of the text that has not been sent before, if there is one. */
    void grow(String text) {
        if (text.length() > sent.length() && text.startsWith(sent)) {
            send(DELTA, new Delta(DELTA, text.substring(sent.length())));
            sent = text;
        }
    }

    /** Sends the rest of the text, then the last event, with the whole text, and with warnings if there are any that no header has. */
    void end(String text, @Nullable List<TokenLogprob> logprobs, List<Warning> warnings) {
        grow(text);
        send(DONE, new Done(DONE, text, logprobs, warnings.isEmpty() ? null : warnings));
    }

    private void send(String type, Object event) {
        try {
            events.send(type, json.writeValueAsBytes(event));
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    private record Delta(String type, String delta) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record Done(
            String type,
            String text,
            @Nullable List<TokenLogprob> logprobs,
            @Nullable List<Warning> warnings) {}
}
