package io.ctcservice.api.transcriptions;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.http.MediaType;

/** The forms of a response: the values of {@code response_format}. */
enum TranscriptFormat {
    JSON(MediaType.APPLICATION_JSON_VALUE),
    TEXT(TranscriptFormat.TEXT_TYPE),
    SRT(TranscriptFormat.SUB_RIP_TYPE),
    VERBOSE_JSON(MediaType.APPLICATION_JSON_VALUE),
    VTT(TranscriptFormat.WEB_VTT_TYPE);

    static final String TEXT_TYPE = MediaType.TEXT_PLAIN_VALUE;
    static final String SUB_RIP_TYPE = "application/x-subrip";
    static final String WEB_VTT_TYPE = "text/vtt";

    private final String type;

    TranscriptFormat(String type) {
        this.type = type;
    }

    /** Returns the format of this name, empty if there is none. */
    static Optional<TranscriptFormat> of(String name) {
        return Arrays.stream(values())
                .filter(format -> format.toString().equals(name))
                .findFirst();
    }

    /** Returns the names of all formats, separated by commas. */
    static String names() {
        return Arrays.stream(values()).map(TranscriptFormat::toString).collect(Collectors.joining(", "));
    }

    /** Returns the media type of the response. */
    MediaType mediaType() {
        return MediaType.valueOf(isText() ? type + ";charset=UTF-8" : type);
    }

    /** Returns whether the response is text rather than JSON. */
    boolean isText() {
        return this != JSON && this != VERBOSE_JSON;
    }

    /** Returns whether the response has times. */
    boolean hasTimes() {
        return this != JSON && this != TEXT;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
