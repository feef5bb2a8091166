package io.ctcservice.spark.recognition;

import io.ctcservice.recognition.NetworkFaultException;
import io.ctcservice.recognition.NetworkFiles;
import io.ctcservice.recognition.NetworkSettings;
import io.ctcservice.recognition.onnx.OnnxNetworks;
import io.ctcservice.recognition.onnx.OnnxRuntime;
import io.ctcservice.recognition.onnx.OnnxRuntimeException;
import io.ctcservice.spark.Recogniser;
import io.ctcservice.spark.UsageException;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The networks that ONNX Runtime runs. */
public final class OnnxRecognisers implements Recogniser.Loader {

    private static final String FOLDER = "/networks/";

    @Override
    public @Nullable Recogniser shipped(String name) {
        if (name.contains("/")) {
            return null;
        }
        try (var file = OnnxRecognisers.class.getResourceAsStream(FOLDER + name + ".onnx")) {
            return file == null ? null : load(name, NetworkFiles.of(file.readAllBytes()));
        } catch (NetworkFaultException | IOException broken) {
            throw new UsageException("--network " + name + ": " + broken.getMessage());
        }
    }

    @Override
    public Recogniser at(Path location) {
        try {
            return load(String.valueOf(location.getFileName()), NetworkFiles.at(location));
        } catch (NetworkFaultException bad) {
            throw new UsageException("--network " + location + ": " + bad.setting() + ": " + bad.getMessage());
        }
    }

    private static Recogniser load(String name, NetworkFiles files) throws NetworkFaultException {
        try {
            return new OnnxRecogniser(OnnxNetworks.load(OnnxRuntime.load(), name, files, NetworkSettings.none()));
        } catch (OnnxRuntimeException unable) {
            throw new UsageException("--network " + name + ": " + unable.getMessage());
        }
    }
}
