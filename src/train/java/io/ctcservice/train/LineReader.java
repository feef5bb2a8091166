package io.ctcservice.train;

import io.ctcservice.core.Collapse;
import io.ctcservice.core.Emissions;
import io.ctcservice.train.print.Grey;
import io.ctcservice.train.print.PrintAlphabet;
import io.ctcservice.train.print.Scaling;

/** Reads lines with a network as the service does: one at a time, the most probable class of each frame. */
final class LineReader {

    /** Narrower pictures are made as wide. */
    static final int MIN_WIDTH = 16;

    private final LineNetwork network;
    private final PrintAlphabet alphabet = new PrintAlphabet();

    LineReader(LineNetwork network) {
        this.network = network;
    }

    String read(Grey picture) {
        Emissions emissions = emissions(picture);
        return alphabet.text(
                Collapse.labels(emissions.bestPath(), PrintAlphabet.BLANK).toArray());
    }

    /** Returns what the network says of a picture of any size. */
    Emissions emissions(Grey picture) {
        Grey line = Scaling.toHeight(picture, PrintShape.HEIGHT, MIN_WIDTH, /* antialiased= */ true);
        int frames = (line.width() + PrintShape.COLUMNS_PER_FRAME - 1) / PrintShape.COLUMNS_PER_FRAME;
        int width = frames * PrintShape.COLUMNS_PER_FRAME;
        var ink = new float[PrintShape.HEIGHT * width];
        Batches.write(line, ink, 0, width, /* white= */ true);
        return network.emissions(ink, width);
    }
}
