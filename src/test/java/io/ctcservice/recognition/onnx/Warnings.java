package io.ctcservice.recognition.onnx;

import io.ctcservice.recognition.NetworkReader;
import io.ctcservice.recognition.NeuralNetwork;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.StreamHandler;

/** The warnings of the reader of networks. */
final class Warnings {

    private Warnings() {}

    /** Returns those while a network is loaded. */
    static List<String> of(Callable<NeuralNetwork> loading) throws Exception {
        var warnings = new ArrayList<String>();
        var logger = Logger.getLogger(NetworkReader.class.getName());
        var handler = new StreamHandler() {
            @Override
            public void publish(LogRecord warning) {
                warnings.add(warning.getMessage());
            }
        };
        logger.addHandler(handler);
        try {
            loading.call().close();
        } finally {
            logger.removeHandler(handler);
        }
        return warnings;
    }
}
