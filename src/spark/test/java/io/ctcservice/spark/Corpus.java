package io.ctcservice.spark;

import io.ctcservice.codec.npy.NpyArray;
import io.ctcservice.core.FloatMatrix;
import io.ctcservice.core.text.Vocabulary;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Made-up utterances: logits of the vocabulary {@code english} in which a text can be read, with noise. */
final class Corpus {

    static final StructType SCHEMA = new StructType()
            .add("id", DataTypes.StringType)
            .add("emissions", DataTypes.BinaryType)
            .add("target", DataTypes.StringType)
            .add("labels", DataTypes.createArrayType(DataTypes.IntegerType));

    private static final List<String> WORDS =
            List.of("the", "cat", "sat", "on", "a", "mat", "book", "all", "is", "well");

    private Corpus() {}

    /** Returns a text of some words. */
    static String text(long seed) {
        var random = new Random(seed);
        return IntStream.range(0, 3 + random.nextInt(5))
                .mapToObj(i -> WORDS.get(random.nextInt(WORDS.size())))
                .collect(Collectors.joining(" "));
    }

    /** Returns logits {@code [frames][28]} in which a text can be read: each label two frames, blanks else. */
    static FloatMatrix logits(String text, int frames, long seed) {
        var vocabulary = Vocabulary.ofEnglish();
        var labels = vocabulary.labels(text);
        var random = new Random(seed);
        int width = vocabulary.size();
        var values = new float[frames * width];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        int room = Math.max(2, frames / Math.max(1, labels.length()));
        for (int t = 0; t < frames; t++) {
            int u = t / room;
            boolean inLabel = t % room < 2 && u < labels.length();
            values[t * width + (inLabel ? labels.get(u) : vocabulary.blank())] += 5;
        }
        return FloatMatrix.adopt(frames, width, values);
    }

    /** Returns the bytes of an {@code .npy} file. */
    static byte[] npy(FloatMatrix matrix) {
        try {
            var bytes = new ByteArrayOutputStream();
            NpyArray.of(matrix).writeTo(bytes);
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the logits of row {@code i}. */
    static FloatMatrix logits(int i) {
        String text = text(i);
        return logits(text, 3 * text.length() + i % 50, i);
    }

    /** Returns row {@code i}. */
    static Row row(int i) {
        return RowFactory.create("utt-" + i, npy(logits(i)), text(i), null);
    }

    /** Writes rows 0 to {@code count} as a table of some files. */
    static void write(SparkSession spark, String folder, int count, int files) {
        spark.createDataFrame(IntStream.range(0, count).mapToObj(Corpus::row).toList(), SCHEMA)
                .repartition(files)
                .write()
                .parquet(folder);
    }
}
