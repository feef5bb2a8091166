package io.ctcservice.codec.oip;

/**
 * A model of the Open Inference Protocol, which maps input tensors to output tensors: one for each endpoint.
 * Thread-safe.
 */
public interface InferenceModel {

    /** Returns the name, inputs and outputs of the model. */
    ModelSignature signature();

    /**
     * Returns the outputs for a request, at least those that it wants.
     *
     * @throws io.ctcservice.codec.RefusedRequestException if the request is wrong
     * @throws io.ctcservice.codec.UnreadableBodyException if it cannot be read
     * @throws io.ctcservice.core.CtcInputException if the core refuses it
     */
    OutputTensors infer(InferenceRequest request);
}
