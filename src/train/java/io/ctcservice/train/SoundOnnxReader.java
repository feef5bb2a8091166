package io.ctcservice.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.StringTensorDict;
import org.bytedeco.pytorch.global.torch;

/** A reader of networks that {@link SoundOnnx} wrote, such as the shipped ones, so that training goes on from what they know. */
final class SoundOnnxReader {

    /** Weights and bias of each convolution, then of each GRU layer weights of input and states, and bias; at last two of the classes. */
    private static final int OF_CONVOLUTION = 2;

    private static final int OF_LAYER = 3;
    private static final int OF_CLASSES = 2;

    private final Deque<OnnxWeights> rest;
    private final SoundNetwork network;
    private final StringTensorDict parameters;

    private SoundOnnxReader(List<OnnxWeights> weights) {
        this.rest = new ArrayDeque<>(weights);
        this.network = new SoundNetwork(shape(weights));
        this.parameters = network.named_parameters();
    }

    /**
     * Returns the network of a file that a setting names.
     *
     * @param temperature what its logits were divided by when it was written
     * @throws IOException if it cannot be read
     * @throws IllegalArgumentException naming the setting, if it is not one of those that {@link SoundOnnx} writes
     */
    static SoundNetwork read(String setting, Path file, double temperature) throws IOException {
        try {
            return read(Files.readAllBytes(file), temperature);
        } catch (IllegalArgumentException other) {
            throw new IllegalArgumentException(setting + "=" + file + ": " + other.getMessage(), other);
        }
    }

    /**
     * Returns the network of a file.
     *
     * @param temperature what its logits were divided by when it was written
     * @throws IllegalArgumentException if it is not one of those that {@link SoundOnnx} writes
     */
    static SoundNetwork read(byte[] file, double temperature) {
        var reader = new SoundOnnxReader(
                OnnxWeights.of(file)); // made before the scope, at whose end all that is made in it goes
        try (var scope = new PointerScope();
                var guard = new NoGradGuard()) {
            assert scope != null && guard != null;
            return reader.read(temperature);
        }
    }

    private static SoundShape shape(List<OnnxWeights> weights) {
        int layersFrom = SoundShape.CONVOLUTIONS * OF_CONVOLUTION;
        int others = weights.size() - layersFrom - OF_CLASSES;
        if (others < OF_LAYER || weights.get(layersFrom + 1).shape().length != 3) {
            throw new IllegalArgumentException("no ONNX file that speech-export wrote");
        }
        long[] states = weights.get(layersFrom + 1).shape();
        boolean streams = states[0] == 1;
        long[] classes = weights.getLast().shape();
        int lookAhead =
                streams ? (int) weights.get(weights.size() - OF_CLASSES - 1).shape()[2] - 1 : 0;
        return new SoundShape(
                (int) weights.getFirst().shape()[0],
                others / OF_LAYER,
                (int) states[2],
                (int) classes[0],
                lookAhead,
                streams);
    }

    private SoundNetwork read(double temperature) {
        SoundShape shape = network.shape();
        for (int layer = 0; layer < SoundShape.CONVOLUTIONS; layer++) {
            set("convolution" + layer + ".weight", next());
            set("norm" + layer + ".bias", next());
        }
        for (int layer = 0; layer < shape.layers(); layer++) {
            float[] input = next();
            float[] recurrent = next();
            float[] bias = next();
            List<String> directions = shape.streams() ? List.of("onward") : List.of("onward", "backward");
            for (int d = 0; d < directions.size(); d++) {
                String name = directions.get(d) + layer;
                set(name + ".weight_ih_l0", gates(part(input, d, directions.size())));
                set(name + ".weight_hh_l0", gates(part(recurrent, d, directions.size())));
                set(name + ".bias_ih_l0", gates(part(bias, 2 * d, 2 * directions.size())));
                set(name + ".bias_hh_l0", gates(part(bias, 2 * d + 1, 2 * directions.size())));
            }
        }
        if (shape.streams()) {
            set("row.weight", next());
        }
        set("classes.weight", transposed(times(next(), temperature), shape.hidden(), shape.classes()));
        set("classes.bias", times(next(), temperature));
        return network;
    }

    private float[] next() {
        return rest.remove().values();
    }

    private void set(String name, float[] values) {
        var tensor = parameters.get(name);
        if (tensor.numel() != values.length) {
            throw new IllegalArgumentException(name + " has " + values.length + " numbers; expected " + tensor.numel());
        }
        try (var memory = new FloatPointer(values)) {
            tensor.copy_(torch.from_blob(memory, values.length).reshape(tensor.sizes()));
        }
    }

    private static float[] part(float[] values, int number, int of) {
        int each = values.length / of;
        return Arrays.copyOfRange(values, number * each, (number + 1) * each);
    }

    /** Returns weights of gates in the order of the training library, r, z, n; ONNX has z, r, h. */
    private static float[] gates(float[] values) {
        int gate = values.length / 3;
        float[] ordered = values.clone();
        System.arraycopy(values, gate, ordered, 0, gate);
        System.arraycopy(values, 0, ordered, gate, gate);
        return ordered;
    }

    private static float[] transposed(float[] values, int rows, int columns) {
        var turned = new float[values.length];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                turned[j * rows + i] = values[i * columns + j];
            }
        }
        return turned;
    }

    private static float[] times(float[] values, double factor) {
        var product = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            product[i] = (float) (values[i] * factor);
        }
        return product;
    }
}
