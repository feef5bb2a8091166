package io.ctcservice.train;

import static org.bytedeco.pytorch.global.torch.max_pool2d;
import static org.bytedeco.pytorch.global.torch.relu;

import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.pytorch.BatchNorm2dImpl;
import org.bytedeco.pytorch.BatchNormOptions;
import org.bytedeco.pytorch.Conv2dImpl;
import org.bytedeco.pytorch.Conv2dOptions;
import org.bytedeco.pytorch.GRUImpl;
import org.bytedeco.pytorch.LinearImpl;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;

/**
 * Deep Speech 2's order of layers for lines of print: convolutions with batch norm over the picture, bidirectional GRU layers
 * whose directions are summed, one linear layer. Of a picture {@code [N][32][W]} it makes logits {@code [W/4][N][V]}.
 *
 * <p>All lines of a batch have the same width, so that no layer needs a mask.
 */
final class PrintNetwork extends CtcNetwork {

    static final int KERNEL = 3;

    /** The constant added to the deviation of a picture, so that an empty one does not become noise. */
    static final float LEAST_DEVIATION = 0.1f;

    private static final long[] PICTURE = {1, 2, 3};

    private final PrintShape shape;
    private final Conv2dImpl[] convolutions;
    private final BatchNorm2dImpl[] norms;
    private final GRUImpl[] onward;
    private final GRUImpl[] backward;
    private final LinearImpl classes;

    @SuppressWarnings("this-escape") // Module registers its parts by its own methods
    PrintNetwork(PrintShape shape) {
        super("print");
        this.shape = shape;
        int layers = shape.channels().size();
        this.convolutions = new Conv2dImpl[layers];
        this.norms = new BatchNorm2dImpl[layers];
        for (int i = 0; i < layers; i++) {
            int in = i == 0 ? 1 : shape.channels().get(i - 1);
            int out = shape.channels().get(i);
            convolutions[i] = register_module("convolution" + i, new Conv2dImpl(options(in, out)));
            norms[i] = register_module("norm" + i, new BatchNorm2dImpl(new BatchNormOptions(out)));
        }
        this.onward = new GRUImpl[shape.recurrentLayers()];
        this.backward = new GRUImpl[shape.recurrentLayers()];
        for (int i = 0; i < onward.length; i++) {
            int in = i == 0 ? shape.columnFeatures() : shape.hidden();
            onward[i] = register_module("onward" + i, new GRUImpl(in, shape.hidden()));
            backward[i] = register_module("backward" + i, new GRUImpl(in, shape.hidden()));
        }
        this.classes = register_module("classes", new LinearImpl(shape.hidden(), shape.classes()));
    }

    private static Conv2dOptions options(int in, int out) {
        var options = new Conv2dOptions(in, out, new LongPointer(KERNEL, KERNEL));
        options.padding().put(new LongPointer(KERNEL / 2, KERNEL / 2));
        options.bias().put(false);
        return options;
    }

    PrintShape shape() {
        return shape;
    }

    /** Returns logits {@code [W/4][N][V]} of ink {@code [N][1][32][W]}, 0 for white, 1 for black. */
    @Override
    Tensor forward(Tensor pictures) {
        Tensor x = normalised(pictures);
        for (int i = 0; i < convolutions.length; i++) {
            x = relu(norms[i].forward(convolutions[i].forward(x)));
            x = max_pool2d(x, 2, shape.poolsWidth(i) ? 2 : 1);
        }
        long steps = x.size(3);
        x = x.permute(3, 0, 1, 2).reshape(steps, pictures.size(0), shape.columnFeatures());
        for (int i = 0; i < onward.length; i++) {
            Tensor there = onward[i].forward(x).get0();
            Tensor back = backward[i].forward(x.flip(0)).get0().flip(0);
            x = there.add(back);
        }
        return classes.forward(x);
    }

    /** Returns the pictures normalised each by its own mean and deviation, so that brightness and contrast do not matter. */
    private static Tensor normalised(Tensor pictures) {
        Tensor centred = pictures.subtract(pictures.mean(PICTURE, /* keepdim= */ true, new ScalarTypeOptional()));
        Tensor deviation = centred.mul(centred)
                .mean(PICTURE, true, new ScalarTypeOptional())
                .sqrt();
        return centred.div(deviation.add(new Scalar(LEAST_DEVIATION)));
    }
}
