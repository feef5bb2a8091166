package io.ctcservice.api.stream;

import io.ctcservice.codec.UnreadableBodyException;
import io.ctcservice.codec.Violation;
import io.ctcservice.core.Counted;
import io.ctcservice.core.CtcInputException;
import io.ctcservice.core.Emissions;
import io.ctcservice.core.FloatMatrix;
import io.ctcservice.core.ScoreKind;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.Consumer;

/**
 * Rows of the client's own network: little-endian floats, in whole rows a message.
 *
 * @param classes V
 * @param scores the kind of number they are
 */
record ScoreRows(int classes, ScoreKind scores) implements RowSource {

    @Override
    public void read(byte[] message, Consumer<Emissions> rows) {
        int row = Float.BYTES * classes;
        if (message.length % row != 0) {
            throw new UnreadableBodyException(new Violation(
                    "",
                    "a message of " + Counted.of(message.length, "byte") + "; expected whole rows of "
                            + Counted.of(row, "byte") + ", " + Counted.of(classes, "class") + " of 4 bytes each"));
        }
        if (message.length > 0) {
            rows.accept(emissions(message));
        }
    }

    private Emissions emissions(byte[] message) {
        var values = new float[message.length / Float.BYTES];
        ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
        try {
            return Emissions.withBestPath(FloatMatrix.adopt(values.length / classes, classes, values), scores);
        } catch (CtcInputException unreadable) {
            throw new UnreadableBodyException(
                    new Violation("/" + unreadable.field(), unreadable.getMessage() + ", in this message"));
        }
    }

    @Override
    public void end(Consumer<Emissions> rows) {
        // there are none
    }
}
