package io.ctcservice.recognition.onnx;

/** A machine that cannot run networks: the message says why. */
public final class OnnxRuntimeException extends Exception {

    private static final long serialVersionUID = 1L;

    OnnxRuntimeException(String message, Throwable cause) {
        super(message, cause);
    }
}
