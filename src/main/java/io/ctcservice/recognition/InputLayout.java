package io.ctcservice.recognition;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The order of a model's input: N utterances, of which there is always one, T rows of D features; C colours, H rows and W columns of pixels. */
enum InputLayout {
    /** Rows of samples. */
    NT {
        @Override
        Tensor arrange(Tensor rows) {
            return Tensor.of(rows.borrowFloats(), List.of(1, rows.shape().getFirst()));
        }
    },
    NTD {
        @Override
        Tensor arrange(Tensor rows) {
            return Tensor.of(
                    rows.borrowFloats(),
                    List.of(1, rows.shape().getFirst(), rows.shape().getLast()));
        }
    },
    NDT {
        @Override
        Tensor arrange(Tensor rows) {
            int frames = rows.shape().getFirst();
            int dimension = rows.shape().getLast();
            return Tensor.of(transposed(rows.borrowFloats(), frames, dimension), List.of(1, dimension, frames));
        }
    },
    /** Pictures of one channel, time to the right. */
    N1DT {
        @Override
        Tensor arrange(Tensor rows) {
            var inner = NDT.arrange(rows);
            return Tensor.of(
                    inner.borrowFloats(),
                    List.of(1, 1, inner.shape().get(1), inner.shape().get(2)));
        }
    },
    /** Pictures of one channel, time downwards. */
    N1TD {
        @Override
        Tensor arrange(Tensor rows) {
            return Tensor.of(
                    rows.borrowFloats(),
                    List.of(1, 1, rows.shape().getFirst(), rows.shape().getLast()));
        }
    },
    NCHW {
        @Override
        Tensor arrange(Tensor picture) {
            var shape = picture.shape();
            return Tensor.of(picture.borrowFloats(), List.of(1, shape.get(0), shape.get(1), shape.get(2)));
        }
    },
    NHWC {
        @Override
        Tensor arrange(Tensor picture) {
            var shape = picture.shape();
            int channels = shape.getFirst();
            int pixels = shape.get(1) * shape.get(2);
            return Tensor.of(
                    transposed(picture.borrowFloats(), channels, pixels),
                    List.of(1, shape.get(1), shape.get(2), channels));
        }
    },
    /** Pictures with their columns first, as Keras has them. */
    NWHC {
        @Override
        Tensor arrange(Tensor picture) {
            var columns = NCWH.arrange(picture);
            var shape = columns.shape();
            return NHWC.arrange(Tensor.of(columns.borrowFloats(), shape.subList(1, shape.size())));
        }
    },
    NCWH {
        @Override
        Tensor arrange(Tensor picture) {
            var shape = picture.shape();
            int height = shape.get(1);
            int width = shape.get(2);
            float[] values = picture.borrowFloats();
            var turned = new float[values.length];
            for (int row = 0; row < shape.getFirst() * height; row++) {
                int first = row / height * height * width + row % height;
                for (int x = 0; x < width; x++) {
                    turned[first + x * height] = values[row * width + x];
                }
            }
            return Tensor.of(turned, List.of(1, shape.getFirst(), width, height));
        }
    };

    private static final Set<InputLayout> OF_PICTURES = EnumSet.of(NCHW, NHWC, NWHC, NCWH);

    /** Returns one utterance, {@code [T][D]} or {@code [C][H][W]}, in the layout of the model. */
    abstract Tensor arrange(Tensor utterance);

    boolean isPicture() {
        return OF_PICTURES.contains(this);
    }

    /**
     * Returns whether an input may have this layout, and rows of {@code dimension} values. An axis of one size only is not taken for
     * time where the one for the values is open: it is theirs.
     */
    boolean fits(Port input, int dimension) {
        if (isPicture() || input.rank() == 0) {
            return isPicture() ? input.rank() == 0 || input.rank() == axes() : this != NT || dimension == 1;
        }
        if (input.rank() != axes() || (this == NT && dimension != 1)) {
            return false;
        }
        for (int i = 0; i < axes(); i++) {
            int size = input.shape().get(i);
            char axis = name().charAt(i);
            if (size != Port.ANY && axis != 'T' && size != (axis == 'D' ? dimension : 1)) {
                return false;
            }
        }
        return this == NT || size(input, 'D') != Port.ANY || size(input, 'T') == Port.ANY;
    }

    /**
     * Returns the order of the axes of pictures in an input of four: colours are last where there are one or three, and columns first where
     * only they may be any number. Empty where the sizes are those of pictures that are higher than wide: few lines are.
     */
    static Optional<InputLayout> ofPicture(Port input) {
        int last = input.shape().getLast();
        boolean isLast = last == 1 || last == 3;
        int first = input.shape().get(isLast ? 1 : 2);
        int second = input.shape().get(isLast ? 2 : 3);
        if (second > 1 && first > second) {
            return Optional.empty();
        }
        boolean isTurned = first == Port.ANY && second > 1;
        return Optional.of(isLast ? isTurned ? NWHC : NHWC : isTurned ? NCWH : NCHW);
    }

    /** Returns the size of an axis of an input, which is one of the letters of this layout. */
    int size(Port input, char axis) {
        return input.rank() == 0 ? Port.ANY : input.shape().get(name().indexOf(axis));
    }

    private int axes() {
        return name().length();
    }

    static float[] transposed(float[] values, int rows, int columns) {
        var transposed = new float[values.length];
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                transposed[column * rows + row] = values[row * columns + column];
            }
        }
        return transposed;
    }
}
