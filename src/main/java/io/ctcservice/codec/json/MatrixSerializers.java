package io.ctcservice.codec.json;

import io.ctcservice.core.DoubleMatrix;
import io.ctcservice.core.FloatMatrix;
import io.ctcservice.core.Labels;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

/** Serializers of matrices and index sequences, number by number, without boxing. */
final class MatrixSerializers {

    private MatrixSerializers() {}

    static void addTo(SimpleModule module) {
        module.addSerializer(new FloatMatrixSerializer());
        module.addSerializer(new DoubleMatrixSerializer());
        module.addSerializer(new LabelsSerializer());
        module.addSerializer(new FramePathSerializer());
    }

    /** A serializer of rows of numbers; a log zero is written as the string that is read as one. */
    private static final class FloatMatrixSerializer extends StdSerializer<FloatMatrix> {

        FloatMatrixSerializer() {
            super(FloatMatrix.class);
        }

        @Override
        public void serialize(FloatMatrix matrix, JsonGenerator generator, SerializationContext context) {
            float[] values = matrix.borrowArray();
            var text = new NumberText(generator);
            int next = 0;
            text.startArray();
            for (int t = 0; t < matrix.rows(); t++) {
                text.startArray();
                for (int end = next + matrix.columns(); next < end; next++) {
                    text.add(values[next]);
                }
                text.endArray();
            }
            text.endArray();
            text.end();
        }
    }

    /** A serializer of rows of numbers; a log zero is written as null. */
    private static final class DoubleMatrixSerializer extends StdSerializer<DoubleMatrix> {

        DoubleMatrixSerializer() {
            super(DoubleMatrix.class);
        }

        @Override
        public void serialize(DoubleMatrix matrix, JsonGenerator generator, SerializationContext context) {
            double[] values = matrix.borrowArray();
            var text = new NumberText(generator);
            int next = 0;
            text.startArray();
            for (int t = 0; t < matrix.rows(); t++) {
                text.startArray();
                for (int end = next + matrix.columns(); next < end; next++) {
                    text.add(values[next]);
                }
                text.endArray();
            }
            text.endArray();
            text.end();
        }
    }

    private static final class LabelsSerializer extends StdSerializer<Labels> {

        LabelsSerializer() {
            super(Labels.class);
        }

        @Override
        public void serialize(Labels labels, JsonGenerator generator, SerializationContext context) {
            generator.writeArray(labels.toArray(), 0, labels.length());
        }
    }

    private static final class FramePathSerializer extends StdSerializer<FramePath> {

        FramePathSerializer() {
            super(FramePath.class);
        }

        @Override
        public void serialize(FramePath path, JsonGenerator generator, SerializationContext context) {
            generator.writeArray(path.toArray(), 0, path.frames());
        }
    }
}
