package io.ctcservice.train;

import static org.bytedeco.pytorch.global.torch.constant_pad_nd;
import static org.bytedeco.pytorch.global.torch.from_blob;
import static org.bytedeco.pytorch.global.torch.relu;

import java.util.List;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.BatchNorm2dImpl;
import org.bytedeco.pytorch.BatchNormOptions;
import org.bytedeco.pytorch.Conv1dImpl;
import org.bytedeco.pytorch.Conv1dOptions;
import org.bytedeco.pytorch.Conv2dImpl;
import org.bytedeco.pytorch.Conv2dOptions;
import org.bytedeco.pytorch.GRUImpl;
import org.bytedeco.pytorch.LinearImpl;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.StringTensorDict;
import org.bytedeco.pytorch.Tensor;

/**
 * Deep Speech 2: two convolutions with batch norm over time and frequency, GRU layers, one linear layer. Of features
 * {@code [N][1][80][T]} it makes logits {@code [T/3][N][V]}.
 *
 * <p>From the fourth GRU layer on a layer's input is added to its output (residual, He et al., 2015), which the paper does not do.
 *
 * <p>Either the GRUs have two directions, which are summed, or one, and above them is the row convolution
 * rₜ = Σⱼ wⱼ ∘ hₜ₊ⱼ, j from 0 to the look-ahead τ. Then the convolutions see the past only, and the first τ rows, which are
 * those of frames before the sound, are left out: the sound has to be followed by τ frames of silence.
 *
 * <p>All inputs of a batch have the same length, so that no layer has to know of padding.
 *
 * @see <a href="https://arxiv.org/abs/1512.02595">Amodei et al.: Deep Speech 2, 2015</a>, sections 3.2 to 3.7
 * @see <a href="https://arxiv.org/abs/1512.03385">He et al.: Deep Residual Learning, 2015</a>
 */
final class SoundNetwork extends CtcNetwork {

    private static final double SMALL = 0.1;
    private static final String ROW_WEIGHTS = "row.weight";

    private final SoundShape shape;
    private final Conv2dImpl[] convolutions;
    private final BatchNorm2dImpl[] norms;
    private final GRUImpl[] onward;
    private final GRUImpl[] backward;
    private final Conv1dImpl[] row;
    private final LinearImpl classes;

    @SuppressWarnings("this-escape") // Module registers its parts by its own methods
    SoundNetwork(SoundShape shape) {
        super("sound");
        this.shape = shape;
        this.convolutions = new Conv2dImpl[] {
            register_module(
                    "convolution0", new Conv2dImpl(options(1, SoundShape.FIRST_KERNEL, SoundShape.STEPS_PER_FRAME))),
            register_module("convolution1", new Conv2dImpl(options(shape.channels(), SoundShape.SECOND_KERNEL, 1)))
        };
        this.norms = new BatchNorm2dImpl[2];
        for (int i = 0; i < norms.length; i++) {
            norms[i] = register_module("norm" + i, new BatchNorm2dImpl(new BatchNormOptions(shape.channels())));
        }
        this.onward = new GRUImpl[shape.layers()];
        this.backward = new GRUImpl[shape.streams() ? 0 : shape.layers()];
        for (int i = 0; i < onward.length; i++) {
            int in = i == 0 ? shape.features() : shape.hidden();
            onward[i] = register_module("onward" + i, new GRUImpl(in, shape.hidden()));
            if (!shape.streams()) {
                backward[i] = register_module("backward" + i, new GRUImpl(in, shape.hidden()));
            }
        }
        this.row = shape.streams()
                ? new Conv1dImpl[] {register_module("row", new Conv1dImpl(rowOptions(shape)))}
                : new Conv1dImpl[0];
        this.classes = register_module("classes", new LinearImpl(shape.hidden(), shape.classes()));
    }

    private Conv2dOptions options(int in, int[] kernel, int stride) {
        var options = new Conv2dOptions(in, shape.channels(), new LongPointer(kernel[0], kernel[1]));
        options.stride().put(new LongPointer(2, stride));
        options.padding().put(new LongPointer(kernel[0] / 2, shape.streams() ? 0 : kernel[1] / 2));
        options.bias().put(false);
        return options;
    }

    /** One filter for each state: a depth-wise convolution. */
    private static Conv1dOptions rowOptions(SoundShape shape) {
        var options =
                new Conv1dOptions(shape.hidden(), shape.hidden(), new LongPointer(new long[] {shape.lookAhead() + 1L}));
        options.groups().put(shape.hidden());
        options.bias().put(false);
        return options;
    }

    /**
     * Takes over another network's weights; a row convolution that it has not begins by looking ahead half of what it may, residual
     * layers that it has not begin as nothing.
     */
    @Override
    void beginAs(CtcNetwork smaller) {
        super.beginAs(smaller);
        StringTensorDict there = smaller.named_parameters();
        try (var scope = new PointerScope();
                var guard = new NoGradGuard()) {
            assert scope != null && guard != null;
            if (row.length > 0 && !there.contains(ROW_WEIGHTS)) {
                Tensor weights = named_parameters().get(ROW_WEIGHTS);
                weights.mul_(new Scalar(SMALL));
                weights.select(2, shape.lookAhead() / 2).add_(new Scalar(1));
            }
            for (int i = 0; i < onward.length; i++) {
                if (SoundShape.residual(i) && !there.contains("onward" + i + ".weight_ih_l0")) {
                    silence("onward" + i);
                    if (!shape.streams()) {
                        silence("backward" + i);
                    }
                }
            }
        }
    }

    /**
     * Returns a network of another one's shape that computes what this one does: residual layers that only that one has are
     * its own, of which nothing comes.
     */
    SoundNetwork inShapeOf(SoundNetwork other) {
        var network = new SoundNetwork(other.shape);
        network.beginAs(other);
        network.beginAs(this);
        return network;
    }

    /** Sets what a layer's candidate states are made of to 0, but for the weights of states, so that its states are 0. */
    private void silence(String layer) {
        for (String part : List.of(".weight_ih_l0", ".bias_ih_l0", ".bias_hh_l0")) {
            named_parameters()
                    .get(layer + part)
                    .narrow(0, 2L * shape.hidden(), shape.hidden())
                    .zero_();
        }
    }

    /**
     * Sets scale, shift and running statistics of batch norm such that its output in training, where it normalises by the
     * statistics of a batch, is its output in inference, given batches like these. Inference stays as it is.
     */
    void calibrateBatchNorm(List<Batch> batches) {
        try (var scope = new PointerScope();
                var guard = new NoGradGuard()) {
            assert scope != null && guard != null;
            eval();
            List<Tensor> inputs = batches.stream()
                    .map(batch -> from_blob(new FloatPointer(batch.input()), batch.sizes()))
                    .toList();
            for (int layer = 0; layer < norms.length; layer++) {
                int past = layer == 0 ? SoundShape.firstPast() : SoundShape.secondPast();
                Conv2dImpl convolution = convolutions[layer];
                BatchNorm2dImpl norm = norms[layer];
                List<Tensor> outputs = inputs.stream()
                        .map(x -> convolution.forward(shape.streams() ? past(x, past) : x))
                        .toList();
                calibrateBatchNorm(norm, outputs);
                inputs = outputs.stream().map(x -> relu(norm.forward(x))).toList();
            }
        }
    }

    private static void calibrateBatchNorm(BatchNorm2dImpl norm, List<Tensor> inputs) {
        Tensor mean = average(inputs);
        Tensor variance = average(inputs.stream().map(Tensor::square).toList()).subtract(mean.square());
        var epsilon = new Scalar(norm.options().eps().get());
        Tensor factor = norm.weight().div(norm.running_var().add(epsilon).sqrt()); // of x, as it is and stays
        norm.bias().add_(mean.subtract(norm.running_mean()).mul(factor));
        norm.weight().copy_(factor.mul(variance.add(epsilon).sqrt()));
        norm.running_mean().copy_(mean);
        norm.running_var().copy_(variance);
    }

    /** Returns the mean of each channel. */
    private static Tensor average(List<Tensor> inputs) {
        Tensor sum =
                inputs.stream().map(x -> x.mean(0, 2, 3)).reduce(Tensor::add).orElseThrow();
        return sum.div(new Scalar(inputs.size()));
    }

    SoundShape shape() {
        return shape;
    }

    @Override
    Tensor forward(Tensor features) {
        Tensor x = shape.streams() ? past(features, SoundShape.firstPast()) : features;
        x = relu(norms[0].forward(convolutions[0].forward(x)));
        x = shape.streams() ? past(x, SoundShape.secondPast()) : x;
        x = relu(norms[1].forward(convolutions[1].forward(x)));
        long frames = x.size(3);
        x = x.permute(3, 0, 1, 2).reshape(frames, features.size(0), shape.features());
        for (int i = 0; i < onward.length; i++) {
            Tensor there = onward[i].forward(x).get0();
            Tensor both = shape.streams()
                    ? there
                    : there.add(backward[i].forward(x.flip(0)).get0().flip(0));
            x = SoundShape.residual(i) ? x.add(both) : both;
        }
        if (shape.streams()) { // valid only: the first row that comes out is that of the first frame
            x = row[0].forward(x.permute(1, 2, 0)).permute(2, 0, 1);
        }
        return classes.forward(x);
    }

    private static Tensor past(Tensor x, int steps) {
        return constant_pad_nd(x, new long[] {steps, 0}, new Scalar(0));
    }
}
