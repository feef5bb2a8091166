package io.ctcservice.codec.oip;

import io.ctcservice.codec.json.FlatNumbers;
import io.ctcservice.core.FloatMatrix;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;

/** The elements of an output tensor, row-major. */
sealed interface OutputElements {

    /** Returns the size of the binary form in bytes. */
    long binarySize();

    /** Returns the first number that JSON cannot express. */
    default Optional<Float> firstWithoutJson() {
        return Optional.empty();
    }

    /** Writes them in binary. */
    void writeTo(OutputStream out) throws IOException;

    /** Writes them as a flat array. */
    void writeTo(JsonGenerator generator);

    /**
     * Numbers; each matrix is padded with zeros to a length.
     *
     * @param length elements of each
     */
    record Floats(List<FloatMatrix> matrices, int length) implements OutputElements {

        @Override
        public long binarySize() {
            return (long) matrices.size() * length * Float.BYTES;
        }

        @Override
        public Optional<Float> firstWithoutJson() {
            for (var matrix : matrices) {
                for (float number : matrix.borrowArray()) {
                    if (!Float.isFinite(number)) {
                        return Optional.of(number);
                    }
                }
            }
            return Optional.empty();
        }

        @Override
        public void writeTo(OutputStream out) throws IOException {
            var chunk = new Chunk(out);
            for (var matrix : matrices) {
                chunk.add(matrix.borrowArray());
                chunk.addZeros(length - matrix.borrowArray().length);
            }
            chunk.flush();
        }

        @Override
        public void writeTo(JsonGenerator generator) {
            var numbers = new FlatNumbers(generator);
            for (var matrix : matrices) {
                numbers.add(matrix.borrowArray());
                numbers.addZeros(length - matrix.borrowArray().length);
            }
            numbers.end();
        }
    }

    /**
     * Whole numbers; each row is padded to a length.
     *
     * @param length elements of each
     * @param padding what it is padded with
     */
    record Integers(List<int[]> rows, int length, int padding) implements OutputElements {

        @Override
        public long binarySize() {
            return (long) rows.size() * length * Integer.BYTES;
        }

        @Override
        public void writeTo(OutputStream out) throws IOException {
            var chunk = new Chunk(out);
            for (int[] row : rows) {
                chunk.add(row);
                chunk.add(padding, length - row.length);
            }
            chunk.flush();
        }

        @Override
        public void writeTo(JsonGenerator generator) {
            generator.writeStartArray();
            for (int[] row : rows) {
                for (int i = 0; i < length; i++) {
                    generator.writeNumber(i < row.length ? row[i] : padding);
                }
            }
            generator.writeEndArray();
        }
    }

    /** Booleans, one byte each. */
    record Booleans(List<Boolean> values) implements OutputElements {

        @Override
        public long binarySize() {
            return values.size();
        }

        @Override
        public void writeTo(OutputStream out) throws IOException {
            for (boolean value : values) {
                out.write(value ? 1 : 0);
            }
        }

        @Override
        public void writeTo(JsonGenerator generator) {
            generator.writeStartArray();
            values.forEach(generator::writeBoolean);
            generator.writeEndArray();
        }
    }

    /** Texts in UTF-8, each after its length. */
    record Texts(List<String> texts) implements OutputElements {

        @Override
        public long binarySize() {
            return texts.stream()
                    .mapToLong(text -> Integer.BYTES + text.getBytes(StandardCharsets.UTF_8).length)
                    .sum();
        }

        @Override
        public void writeTo(OutputStream out) throws IOException {
            for (String text : texts) {
                byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
                var length = ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
                out.write(length.putInt(bytes.length).array());
                out.write(bytes);
            }
        }

        @Override
        public void writeTo(JsonGenerator generator) {
            generator.writeStartArray();
            texts.forEach(generator::writeString);
            generator.writeEndArray();
        }
    }

    /** A writer of little-endian numbers through a small buffer. */
    final class Chunk {

        private static final int BYTES = 1 << 16;

        private final OutputStream out;
        private final ByteBuffer buffer = ByteBuffer.allocate(BYTES).order(ByteOrder.LITTLE_ENDIAN);

        Chunk(OutputStream out) {
            this.out = out;
        }

        void add(float[] values) throws IOException {
            for (int done = 0; done < values.length; ) {
                int count = Math.min(values.length - done, room(Float.BYTES));
                buffer.asFloatBuffer().put(values, done, count);
                buffer.position(buffer.position() + count * Float.BYTES);
                done += count;
            }
        }

        void add(int[] values) throws IOException {
            for (int done = 0; done < values.length; ) {
                int count = Math.min(values.length - done, room(Integer.BYTES));
                buffer.asIntBuffer().put(values, done, count);
                buffer.position(buffer.position() + count * Integer.BYTES);
                done += count;
            }
        }

        void add(int value, int times) throws IOException {
            for (int i = 0; i < times; i++) {
                room(Integer.BYTES);
                buffer.putInt(value);
            }
        }

        void addZeros(int count) throws IOException {
            for (int i = 0; i < count; i++) {
                room(Float.BYTES);
                buffer.putFloat(0);
            }
        }

        /** Returns the number of elements for which there is room, at least one. */
        private int room(int width) throws IOException {
            if (buffer.remaining() < width) {
                flush();
            }
            return buffer.remaining() / width;
        }

        void flush() throws IOException {
            out.write(buffer.array(), 0, buffer.position());
            buffer.clear();
        }
    }
}
