package io.ctcservice.spark;

import io.ctcservice.codec.npy.NpyFormatException;
import io.ctcservice.codec.npy.NpyReader;
import io.ctcservice.core.CtcInputException;
import io.ctcservice.core.Emissions;
import io.ctcservice.core.FloatMatrix;
import io.ctcservice.core.Labels;
import io.ctcservice.core.ScoreKind;
import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import scala.collection.Seq;

/**
 * A computation over the values of a row as Spark has them. What is wrong with a row becomes its error: the other columns
 * are null then, and no row stops a job. Thread-safe.
 */
final class RowFunction {

    /** The column of what is wrong with a row, null if nothing is. */
    static final String ERROR = "error";

    /** The column of what is legal but suspicious about a row, null if nothing is. */
    static final String WARNINGS = "warnings";

    private static final String TARGET = "target";

    private static final int LONGEST_SHOWN = 300;

    private static final NpyReader READER = new NpyReader(Integer.MAX_VALUE, Integer.MAX_VALUE);

    private final Computation computation;
    private final Classes classes;
    private final EmissionChecks checks;
    private final @Nullable ScoreKind scores;
    private final boolean hasTarget;
    private final int width;
    private final Settings.@Nullable Network network;
    private final String column;

    RowFunction(Settings settings) {
        this.computation = settings.task().computation(settings);
        this.classes = new Classes(settings);
        this.checks = new EmissionChecks(settings);
        this.scores = settings.scores();
        this.hasTarget = settings.task().hasTarget();
        this.width = computation.columns().length();
        this.network = settings.network();
        this.column = settings.column();
    }

    /** Returns the columns of a row: those of the task, the warnings and the error. */
    StructType columns() {
        return computation
                .columns()
                .add(WARNINGS, DataTypes.createArrayType(DataTypes.StringType, false))
                .add(ERROR, DataTypes.StringType);
    }

    /** Returns remarks on its settings for the user. */
    List<String> remarks() {
        return computation.remarks();
    }

    /**
     * Returns the columns of a row.
     *
     * @param given bytes of an {@code .npy} file, recording or picture, as array or buffer, or where one is
     * @param target text; null for none
     * @param labels class indices; null for none
     * @param seconds the duration of the recording that emissions were made of; null if it is unknown
     */
    Row of(@Nullable Object given, @Nullable String target, @Nullable Seq<?> labels, @Nullable Double seconds) {
        try {
            var warnings = new RowWarnings();
            var utterance = utterance(given, seconds, warnings);
            checks.warn(utterance, warnings);
            var values = computation.values(utterance, hasTarget ? target(target, labels) : Target.NONE, warnings);
            return Columns.row(Columns.append(Columns.append(values, warnings.column()), null));
        } catch (CtcInputException refused) {
            String advice = refused.field().equals(TARGET) && target != null ? computation.advice(target) : "";
            return error(refused.field() + ": " + refused.getMessage() + advice);
        } catch (NpyFormatException refused) {
            return error("emissions" + refused.pointer() + ": " + refused.getMessage());
        } catch (RefusedRecordingException refused) {
            return error(column + ": " + refused.getMessage());
        } catch (FileNotFoundException missing) {
            return error(column + ": there is no file " + shown(given));
        } catch (IOException bad) {
            String which = given instanceof String ? shown(given) + " " : "";
            return error(column + ": " + which + "cannot be read: " + bad.getMessage());
        }
    }

    /** Returns a location; its beginning if it is so long that it is rather what should be in a file. */
    private static String shown(@Nullable Object given) {
        String location = String.valueOf(given);
        return location.length() > LONGEST_SHOWN ? location.substring(0, LONGEST_SHOWN) + "…" : location;
    }

    /** Returns the columns of a row with which something is wrong. */
    Row error(String what) {
        @Nullable Object[] values = new Object[width + 2];
        values[width + 1] = what;
        return Columns.row(values);
    }

    private Utterance utterance(@Nullable Object given, @Nullable Double seconds, RowWarnings warnings)
            throws RefusedRecordingException, IOException {
        if (given == null) {
            throw new CtcInputException(
                    column, "missing", network == null ? "an .npy file of [T][V] numbers" : "a file that holds one");
        }
        if (network != null) {
            try (var file = stream(given)) {
                var heard = Recognisers.of(network.location()).utterance(file);
                var emissions = heard.emissions();
                heard.remarks().forEach(remark -> warnings.add(column, remark));
                return new Utterance(
                        computation.emissions(emissions.scores(), emissions.kind()), heard.seconds(), heard.remarks());
            }
        }
        if (seconds != null && !(seconds > 0)) {
            throw new CtcInputException("seconds", seconds, "a number above 0");
        }
        FloatMatrix matrix = READER.read(file(given));
        if (scores == null && Emissions.lookLikeProbabilities(matrix)) {
            throw new CtcInputException(
                    "scores",
                    "missing, and the emissions look like probabilities",
                    "\"probs\", or \"logits\" if they are none");
        }
        var emissions = computation.emissions(matrix, scores == null ? ScoreKind.LOGITS : scores);
        classes.require(emissions);
        checks.warnOfScores(matrix, warnings);
        return new Utterance(emissions, seconds == null ? Double.POSITIVE_INFINITY : seconds, List.of());
    }

    private static InputStream stream(Object given) throws IOException {
        if (given instanceof String location) {
            return Storage.open(location);
        }
        var bytes = file(given);
        var copy = new byte[bytes.remaining()];
        bytes.get(copy);
        return new ByteArrayInputStream(copy);
    }

    private static ByteBuffer file(Object given) throws IOException {
        if (given instanceof ByteBuffer read) {
            return read;
        }
        return ByteBuffer.wrap(given instanceof byte[] bytes ? bytes : Storage.read((String) given));
    }

    private static Target target(@Nullable String text, @Nullable Seq<?> labels) {
        return new Target(Optional.ofNullable(text), Optional.ofNullable(labels).map(RowFunction::labels));
    }

    private static Labels labels(Seq<?> given) {
        var labels = new int[given.length()];
        for (int u = 0; u < labels.length; u++) {
            Object label = given.apply(u);
            if (!(label instanceof Number number) || number.longValue() != number.intValue()) {
                throw new CtcInputException("labels/" + u, String.valueOf(label), "a class index");
            }
            labels[u] = number.intValue();
        }
        return Labels.of(labels);
    }
}
