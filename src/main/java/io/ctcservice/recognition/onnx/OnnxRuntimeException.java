package io.ctcservice.recognition.onnx;

import org.jspecify.annotations.Nullable;

/** A failure to load ONNX Runtime on this machine: the message says why. */
public final class OnnxRuntimeException extends Exception {

    private static final long serialVersionUID = 1L;

    OnnxRuntimeException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
