package io.ctcservice.train;

import io.ctcservice.audio.Sound;
import io.ctcservice.core.Emissions;
import io.ctcservice.recognition.NetworkFaultException;
import io.ctcservice.recognition.NetworkFiles;
import io.ctcservice.recognition.NetworkSettings;
import io.ctcservice.recognition.NeuralNetwork;
import io.ctcservice.recognition.Turns;
import io.ctcservice.recognition.onnx.OnnxNetworks;
import io.ctcservice.recognition.onnx.OnnxRuntime;
import io.ctcservice.recognition.onnx.OnnxRuntimeException;
import io.ctcservice.train.speech.SoundStore;
import java.io.IOException;
import java.io.UncheckedIOException;

/** A network for sound in an ONNX file, run as by the service, front end included, on one core. */
record ServiceSound(NeuralNetwork network) implements AutoCloseable {

    private static final long MOST_SCORES = 10_000_000;

    static ServiceSound of(byte[] file) throws OnnxRuntimeException, NetworkFaultException {
        return new ServiceSound(
                OnnxNetworks.load(OnnxRuntime.load(), "speech", NetworkFiles.of(file), NetworkSettings.none()));
    }

    Emissions emissions(double[] samples) {
        try {
            return network.recognise(Sound.of(SoundStore.SAMPLE_RATE, samples), Turns.AT_ONCE, MOST_SCORES);
        } catch (IOException impossible) { // it is in memory
            throw new UncheckedIOException(impossible);
        }
    }

    @Override
    public void close() {
        network.close();
    }
}
