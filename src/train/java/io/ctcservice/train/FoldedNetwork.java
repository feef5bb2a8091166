package io.ctcservice.train;

import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.StringTensorDict;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** A trained network ready for export: batch norm folded into the convolutions, weights rounded to 16 bits. */
final class FoldedNetwork {

    /** The ε that the training library's batch norm adds to a variance. */
    private static final float EPSILON = 1e-5f;

    private FoldedNetwork() {}

    /** Returns a network that says the same, but for rounding, whose batch norms only add. */
    static PrintNetwork of(PrintNetwork trained, boolean half) {
        return fold(
                trained,
                new PrintNetwork(trained.shape()),
                trained.shape().channels().size(),
                1,
                half);
    }

    /**
     * Returns a network that says the same, but for rounding, whose batch norms only add.
     *
     * @param temperature the divisor of its logits; above 1 it lowers the confidence
     */
    static SoundNetwork of(SoundNetwork trained, double temperature, boolean half) {
        return fold(trained, new SoundNetwork(trained.shape()), SoundShape.CONVOLUTIONS, temperature, half);
    }

    private static <N extends CtcNetwork> N fold(
            N trained, N folded, int convolutions, double temperature, boolean half) {
        try (var scope = new PointerScope();
                var guard = new NoGradGuard()) {
            assert scope != null && guard != null;
            StringTensorDict to = folded.named_parameters();
            StringTensorDict from = trained.named_parameters();
            for (long i = 0; i < from.size(); i++) {
                String name = from.get(i).key().getString();
                if (!name.startsWith("norm")) {
                    float[] values = CtcGradient.values(from.get(name).detach());
                    for (int k = 0; name.startsWith("classes") && k < values.length; k++) {
                        values[k] /= (float) temperature;
                    }
                    set(to.get(name), values, half);
                }
            }
            for (int layer = 0; layer < convolutions; layer++) {
                foldLayer(trained, folded, layer, half);
            }
        }
        return folded;
    }

    private static void foldLayer(CtcNetwork trained, CtcNetwork folded, int layer, boolean half) {
        StringTensorDict parameters = trained.named_parameters();
        StringTensorDict buffers = trained.named_buffers();
        float[] weights = CtcGradient.values(
                parameters.get("convolution" + layer + ".weight").detach());
        float[] scale =
                CtcGradient.values(parameters.get("norm" + layer + ".weight").detach());
        float[] bias =
                CtcGradient.values(parameters.get("norm" + layer + ".bias").detach());
        float[] mean = CtcGradient.values(buffers.get("norm" + layer + ".running_mean"));
        float[] variance = CtcGradient.values(buffers.get("norm" + layer + ".running_var"));
        int each = weights.length / scale.length;
        for (int c = 0; c < scale.length; c++) {
            float factor = scale[c] / (float) Math.sqrt(variance[c] + EPSILON);
            for (int i = c * each; i < (c + 1) * each; i++) {
                weights[i] *= factor;
            }
            bias[c] -= mean[c] * factor;
            scale[c] = 1;
            mean[c] = 0;
            variance[c] = 1 - EPSILON;
        }
        set(folded.named_parameters().get("convolution" + layer + ".weight"), weights, half);
        set(folded.named_parameters().get("norm" + layer + ".weight"), scale, false);
        set(folded.named_parameters().get("norm" + layer + ".bias"), bias, half);
        set(folded.named_buffers().get("norm" + layer + ".running_mean"), mean, false);
        set(folded.named_buffers().get("norm" + layer + ".running_var"), variance, false);
    }

    private static void set(Tensor tensor, float[] values, boolean half) {
        for (int i = 0; half && i < values.length; i++) {
            values[i] = Float.float16ToFloat(Float.floatToFloat16(values[i]));
        }
        try (var memory = new FloatPointer(values)) {
            tensor.copy_(torch.from_blob(memory, values.length).reshape(tensor.sizes()));
        }
    }
}
