package io.ctcservice.request;

import io.ctcservice.codec.WarningHeader;
import io.ctcservice.codec.Warnings;
import io.ctcservice.codec.column.NpzResponse;
import io.ctcservice.codec.json.EnumNames;
import io.ctcservice.codec.subtitle.SubtitleFormat;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/**
 * The form of a response, chosen by {@code Accept}: a parameter of handler methods, which return {@link #response}. The
 * constants whose names end with {@code TYPE} are the media types that a handler method says it produces.
 */
public enum ResponseForm {
    JSON(MediaType.APPLICATION_JSON_VALUE),
    NPZ(NpzResponse.MEDIA_TYPE),
    PNG(ResponseForm.PNG_TYPE),
    SVG(ResponseForm.SVG_TYPE),
    TEXT(ResponseForm.TEXT_TYPE),
    WEB_VTT(ResponseForm.WEB_VTT_TYPE),
    SUB_RIP(ResponseForm.SUB_RIP_TYPE),
    CTM(ResponseForm.CTM_TYPE),
    TEXT_GRID(ResponseForm.TEXT_GRID_TYPE);

    public static final String PNG_TYPE = MediaType.IMAGE_PNG_VALUE;
    public static final String SVG_TYPE = "image/svg+xml";
    public static final String TEXT_TYPE = MediaType.TEXT_PLAIN_VALUE;
    public static final String WEB_VTT_TYPE = "text/vtt";
    public static final String SUB_RIP_TYPE = "application/x-subrip";
    public static final String CTM_TYPE = "text/x-ctm";
    public static final String TEXT_GRID_TYPE = "text/x-textgrid";

    private static final String CHARSET = ";charset=UTF-8";

    private final String type;

    ResponseForm(String type) {
        this.type = type;
    }

    /** Returns the form with this media type, whatever its parameters. */
    public static Optional<ResponseForm> of(MediaType type) {
        return Arrays.stream(values())
                .filter(form -> MediaType.valueOf(form.type).equalsTypeAndSubtype(type))
                .findFirst();
    }

    /** Returns whether the form is a picture. */
    public boolean isPicture() {
        return this == PNG || this == SVG;
    }

    /** Returns whether the form has times in seconds, where they are known; the others have frames. */
    public boolean hasSeconds() {
        return this == JSON || subtitles() != null;
    }

    /** Warns of a field that has no effect on this form. */
    public void warnOfNoEffect(String pointer, Warnings warnings) {
        warnOfNoEffect(pointer, "", warnings);
    }

    /**
     * Warns of a field that has no effect on this form.
     *
     * @param why the rest of the sentence, after the name of the form
     */
    public void warnOfNoEffect(String pointer, String why, Warnings warnings) {
        warnings.add(pointer, "of no effect on " + type + why);
    }

    /**
     * Warns of optional parts of an answer that this form does not have.
     *
     * @param asked the {@code include} of a request
     * @param had those that this form has
     */
    public <E extends Enum<E>> void warnOfMissing(@Nullable Set<E> asked, Set<E> had, Warnings warnings) {
        if (asked == null) {
            return;
        }
        for (E part : asked) {
            if (!had.contains(part)) {
                warnings.add("/include", "\"" + EnumNames.of(part.name()) + "\": of no effect on " + type);
            }
        }
    }

    /** Returns the format of words and times, null for other forms. */
    public @Nullable SubtitleFormat subtitles() {
        return switch (this) {
            case WEB_VTT -> SubtitleFormat.WEB_VTT;
            case SUB_RIP -> SubtitleFormat.SUB_RIP;
            case CTM -> SubtitleFormat.CTM;
            case TEXT_GRID -> SubtitleFormat.TEXT_GRID;
            case JSON, NPZ, PNG, SVG, TEXT -> null;
        };
    }

    /**
     * Returns a response of status 200 in this form.
     *
     * @param body what a converter writes in this form
     * @param warnings for the header, where the body has no place for them
     */
    public ResponseEntity<Object> response(Object body, Warnings warnings) {
        var response = ResponseEntity.ok();
        if (this != JSON && this != NPZ) { // these bodies contain the warnings
            WarningHeader.value(warnings.list()).ifPresent(value -> response.header(WarningHeader.NAME, value));
        }
        boolean isText = this == TEXT || subtitles() != null;
        return response.contentType(MediaType.valueOf(isText ? type + CHARSET : type))
                .body(body);
    }
}
