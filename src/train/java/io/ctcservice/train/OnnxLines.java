package io.ctcservice.train;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.ctcservice.core.Emissions;
import io.ctcservice.core.FloatMatrix;
import io.ctcservice.core.ScoreKind;
import java.nio.FloatBuffer;
import java.util.Map;

/** An ONNX file as ONNX Runtime runs it, on one core. */
final class OnnxLines implements LineNetwork, AutoCloseable {

    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private final OrtSession session;

    OnnxLines(byte[] file) throws OrtException {
        try (var options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            this.session = environment.createSession(file, options);
        }
    }

    @Override
    public Emissions emissions(float[] ink, int width) {
        try (var input = OnnxTensor.createTensor(
                        environment, FloatBuffer.wrap(ink), new long[] {1, 1, PrintShape.HEIGHT, width});
                var result = session.run(Map.of("picture", input))) {
            float[][] frames = ((float[][][]) result.get(0).getValue())[0];
            return Emissions.of(FloatMatrix.ofRows(frames), ScoreKind.LOG_PROBS);
        } catch (OrtException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws OrtException {
        session.close();
    }
}
