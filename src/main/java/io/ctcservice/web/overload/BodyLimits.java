package io.ctcservice.web.overload;

import io.ctcservice.codec.oip.InferenceReader;
import io.ctcservice.request.Limits;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import org.springframework.stereotype.Component;

/** The size limits of request bodies: as configured for their kind, and never more than fits in memory. */
@Component
final class BodyLimits {

    /** The number of bytes held in memory of a body that is read as it arrives. */
    private static final long OF_A_RECORDING = 1 << 20;

    /** The longest array, which a body becomes. */
    private static final long MOST_HELD = Integer.MAX_VALUE - 8;

    private final Limits limits;
    private final long bytesInFlight;

    BodyLimits(Limits limits, Capacity capacity) {
        this.limits = limits;
        this.bytesInFlight = capacity.bytes();
    }

    /** Returns the size limit of the body; that of recordings, which are not held, may exceed the memory. */
    BodyLimit of(HttpServletRequest request) {
        return mayBringRecordings(request)
                ? new BodyLimit(limits.recordingBody().toBytes(), "ctc.limits.recording-body")
                : held(request);
    }

    /** Returns the most bytes of the body that may be in memory at a time. */
    BodyLimit held(HttpServletRequest request) {
        boolean json = isJson(request);
        long configured = Math.min(MOST_HELD, (json ? limits.jsonBody() : limits.binaryBody()).toBytes());
        return configured <= bytesInFlight
                ? new BodyLimit(configured, json ? "ctc.limits.json-body" : "ctc.limits.binary-body")
                : new BodyLimit(bytesInFlight, "ctc.overload.bytes-in-flight");
    }

    /** Returns the bytes of the body that will be in memory at a time, as far as its headers tell. */
    long room(HttpServletRequest request) {
        long length = request.getContentLengthLong();
        if (length < 0 && request.getHeader("Transfer-Encoding") == null) {
            return 0;
        }
        long held = held(request).bytes();
        if (isRecording(request) || (length > held && isForm(request))) {
            return Math.min(OF_A_RECORDING, held);
        }
        return length < 0 ? held : Math.min(length, held);
    }

    private static boolean mayBringRecordings(HttpServletRequest request) {
        return isForm(request) || isRecording(request);
    }

    private static boolean isForm(HttpServletRequest request) {
        return type(request).startsWith("multipart/form-data");
    }

    private static boolean isRecording(HttpServletRequest request) {
        return type(request).startsWith("audio/");
    }

    private static boolean isJson(HttpServletRequest request) {
        String type = type(request);
        return request.getHeader(InferenceReader.LENGTH_HEADER) == null && (type.isEmpty() || type.contains("json"));
    }

    private static String type(HttpServletRequest request) {
        String type = request.getContentType();
        return type == null ? "" : type.strip().toLowerCase(Locale.ROOT);
    }

    /**
     * A size limit and the setting that it comes from.
     *
     * @param bytes the most that a body may have
     * @param setting its name
     */
    record BodyLimit(long bytes, String setting) {}
}
