package io.ctcservice.recognition.onnx;

import ai.onnxruntime.OrtException;
import java.util.regex.Pattern;

/** The words of ONNX Runtime about a failure, without the place in its own source. */
final class OnnxFault {

    private static final Pattern CODE = Pattern.compile("^Error code - \\w+ - message: ");
    private static final Pattern LOADING = Pattern.compile("^Load model from .*? failed:\\s*");

    /** A file and line, then a signature, or the name of a function alone. */
    private static final Pattern PLACE =
            Pattern.compile("\\S*\\.(?:cc|cpp|h):\\d+ (?:[^()\"']*?\\w\\([^\"']*?\\)(?: const)? |\\w+ )?");

    private OnnxFault() {}

    /** Returns what went wrong, in the library's words. */
    static String of(OrtException failed) {
        return of(String.valueOf(failed.getMessage()));
    }

    static String of(String message) {
        String inner = CODE.matcher(message).replaceFirst("");
        String cause = LOADING.matcher(inner).replaceFirst("");
        return PLACE.matcher(cause).replaceAll("").strip();
    }
}
