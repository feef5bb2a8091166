package io.ctcservice.codec.oip;

import io.ctcservice.codec.json.JsonTensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The elements of an input tensor, row-major, in JSON or binary. */
sealed interface TensorElements {

    /**
     * Reads elements as float32, until {@code into} is full.
     *
     * @return how many were read; fewer where the next is finite but overflows float32
     */
    int readFloats(Datatype datatype, int from, float[] into);

    /**
     * Reads elements as whole numbers, until {@code into} is full.
     *
     * @return how many were read; fewer where the next is none, or too large
     */
    int readIntegers(Datatype datatype, int from, int[] into);

    /** Elements in the JSON. All of them were read as float32: labels and lengths are far below 2^24. */
    record InJson(JsonTensor numbers) implements TensorElements {

        private static final float FIRST_INEXACT = 1 << 24;

        @Override
        public int readFloats(Datatype datatype, int from, float[] into) {
            numbers.copyFrom(from, into);
            return into.length;
        }

        @Override
        public int readIntegers(Datatype datatype, int from, int[] into) {
            for (int i = 0; i < into.length; i++) {
                float number = numbers.get(from + i);
                if (!(Math.abs(number) < FIRST_INEXACT) || number != (int) number) {
                    return i;
                }
                into[i] = (int) number;
            }
            return into.length;
        }
    }

    /** Elements after the JSON. */
    final class InBinary implements TensorElements {

        private final ByteBuffer bytes;

        /** @param bytes those of this tensor */
        InBinary(ByteBuffer bytes) {
            this.bytes = bytes.order(ByteOrder.LITTLE_ENDIAN);
        }

        @Override
        public int readFloats(Datatype datatype, int from, float[] into) {
            return datatype.format().orElseThrow().decode(bytes, from * datatype.bytes(), into, 0, into.length);
        }

        @Override
        public int readIntegers(Datatype datatype, int from, int[] into) {
            for (int i = 0; i < into.length; i++) {
                long number = datatype.whole(bytes, from + i);
                if (number != (int) number) {
                    return i;
                }
                into[i] = (int) number;
            }
            return into.length;
        }
    }
}
