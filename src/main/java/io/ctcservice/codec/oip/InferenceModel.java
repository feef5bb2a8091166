package io.ctcservice.codec.oip;

/** Something that makes tensors of tensors: an endpoint, as the Open Inference Protocol sees it. Thread-safe. */
public interface InferenceModel {

    /** Returns its name, and what it takes and gives. */
    ModelSignature signature();

    /**
     * Returns what comes of a request, at least the outputs that it wants.
     *
     * @throws io.ctcservice.codec.RefusedRequestException if the request is wrong
     * @throws io.ctcservice.codec.UnreadableBodyException if it cannot be read
     * @throws io.ctcservice.core.CtcInputException if the core refuses it
     */
    OutputTensors infer(InferenceRequest request);
}
