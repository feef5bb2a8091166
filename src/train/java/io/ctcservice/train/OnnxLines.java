package io.ctcservice.train;

import io.ctcservice.core.Emissions;
import io.ctcservice.core.FloatMatrix;
import io.ctcservice.core.ScoreKind;
import io.ctcservice.recognition.NetworkFaultException;
import io.ctcservice.recognition.NetworkFiles;
import io.ctcservice.recognition.RunnableModel;
import io.ctcservice.recognition.Tensor;
import io.ctcservice.recognition.onnx.OnnxRuntime;
import io.ctcservice.recognition.onnx.OnnxRuntimeException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** A network in an ONNX file, run as by the service, on one core. */
record OnnxLines(RunnableModel model) implements LineNetwork, AutoCloseable {

    static OnnxLines of(byte[] file) throws OnnxRuntimeException, NetworkFaultException {
        return new OnnxLines(OnnxRuntime.load().open(NetworkFiles.of(file)));
    }

    @Override
    public Emissions emissions(float[] ink, int width) {
        var picture = Tensor.of(ink, List.of(1, 1, PrintShape.HEIGHT, width));
        var said = Objects.requireNonNull(
                model.run(Map.of("picture", picture), Set.of("log_probs")).get("log_probs"));
        int frames = said.shape().get(1);
        return Emissions.of(FloatMatrix.copyOf(frames, said.shape().get(2), said.borrowFloats()), ScoreKind.LOG_PROBS);
    }

    @Override
    public void close() {
        model.close();
    }
}
