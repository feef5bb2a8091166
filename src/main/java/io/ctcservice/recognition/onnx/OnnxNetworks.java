package io.ctcservice.recognition.onnx;

import io.ctcservice.recognition.NetworkFaultException;
import io.ctcservice.recognition.NetworkFiles;
import io.ctcservice.recognition.NetworkReader;
import io.ctcservice.recognition.NetworkSettings;
import io.ctcservice.recognition.NeuralNetwork;

/** A loader of networks in ONNX files. */
public final class OnnxNetworks {

    private OnnxNetworks() {}

    /**
     * Returns a network, after trial runs.
     *
     * @throws NetworkFaultException naming the setting that would correct it
     */
    public static NeuralNetwork load(OnnxRuntime runtime, String name, NetworkFiles files, NetworkSettings settings)
            throws NetworkFaultException {
        var model = runtime.open(files);
        boolean isRead = false;
        try {
            var network = NetworkReader.read(name, files, settings, model);
            isRead = true;
            return network;
        } finally {
            if (!isRead) {
                model.close();
            }
        }
    }
}
