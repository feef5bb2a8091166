package io.ctcservice.recognition;

import io.ctcservice.core.Counted;
import io.ctcservice.core.CtcInputException;
import io.ctcservice.core.Emissions;
import io.ctcservice.core.FloatMatrix;
import java.util.ArrayList;
import java.util.List;

/** A sink that collects rows into emissions. */
final class CollectedRows implements RowSink {

    private final NetworkDescription network;
    private final long maxScores;
    private final List<FloatMatrix> parts = new ArrayList<>();
    private long frames = 0;

    CollectedRows(NetworkDescription network, long maxScores) {
        this.network = network;
        this.maxScores = Math.min(maxScores, Integer.MAX_VALUE - 8);
    }

    @Override
    public void accept(FloatMatrix rows) {
        frames += rows.rows();
        if (frames * rows.columns() > maxScores) {
            throw RecognitionException.tooMuch("the sound gives more than " + Counted.of(maxScores, "score") + ", "
                    + Counted.of(maxScores / rows.columns(), "frame") + " of " + Counted.of(rows.columns(), "class"));
        }
        parts.add(rows);
    }

    Emissions emissions() {
        return emissions(network, parts.size() == 1 ? parts.getFirst() : joined());
    }

    /** Returns the rows of a network as emissions, checked against the known properties of the network. */
    static Emissions emissions(NetworkDescription network, FloatMatrix scores) {
        try {
            return Emissions.of(scores, network.scores());
        } catch (CtcInputException refused) {
            throw RecognitionException.failed("the network " + network.name() + " gave invalid emissions: "
                    + refused.field() + ": " + refused.getMessage());
        }
    }

    private FloatMatrix joined() {
        int columns = parts.getFirst().columns();
        var all = new float[Math.toIntExact(frames * columns)];
        int at = 0;
        for (FloatMatrix part : parts) {
            float[] values = part.borrowArray();
            System.arraycopy(values, 0, all, at, values.length);
            at += values.length;
        }
        return FloatMatrix.adopt((int) frames, columns, all);
    }
}
