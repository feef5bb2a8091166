package io.ctcservice.codec.oip;

import io.ctcservice.codec.RefusedRequestException;
import io.ctcservice.codec.json.JsonTensor;
import java.util.ArrayList;
import java.util.List;

/**
 * The shape of a tensor.
 *
 * @param lengths none negative
 * @param elements their product
 */
record TensorShape(List<Integer> lengths, int elements) {

    TensorShape {
        lengths = List.copyOf(lengths);
    }

    /**
     * Returns the shape that a request states.
     *
     * @throws RefusedRequestException if a length is negative, or if there are more elements than an array can hold
     */
    static TensorShape of(List<Long> given, String pointer) {
        var lengths = new ArrayList<Integer>(given.size());
        long elements = 1; // that of zero lengths are 0, whatever the others are
        boolean isEmpty = given.contains(0L);
        for (long length : given) {
            if (length < 0) {
                throw new RefusedRequestException(pointer, given + "; expected no negative lengths");
            }
            elements = isEmpty ? 0 : Math.multiplyExact(elements, Math.min(length, Integer.MAX_VALUE));
            if (length > Integer.MAX_VALUE || elements > Integer.MAX_VALUE) {
                throw new RefusedRequestException(pointer, given + "; expected at most 2147483647 elements");
            }
            lengths.add((int) length);
        }
        return new TensorShape(lengths, (int) elements);
    }

    /**
     * Returns a JSON tensor if it has this shape, or is flat and of this size.
     *
     * @throws RefusedRequestException if not
     */
    JsonTensor require(JsonTensor data, String pointer) {
        boolean isFlat = data.lengths().size() == 1 && data.size() == elements;
        if (!isFlat && !data.lengths().equals(lengths)) {
            throw new RefusedRequestException(
                    pointer,
                    "arrays of the shape " + data.lengths() + "; expected " + lengths + " by \"shape\", or " + elements
                            + " numbers in a flat array");
        }
        return data;
    }
}
