package io.ctcservice.train;

import io.ctcservice.core.Collapse;
import io.ctcservice.core.Emissions;
import io.ctcservice.core.FloatMatrix;
import io.ctcservice.core.decode.SpanFinder;
import io.ctcservice.core.span.WordSpan;
import io.ctcservice.core.text.Vocabulary;
import io.ctcservice.core.text.WordGrouping;
import io.ctcservice.recognition.picture.Bitmap;
import io.ctcservice.recognition.picture.Channels;
import io.ctcservice.recognition.picture.LineScaling;
import io.ctcservice.recognition.picture.Placement;
import io.ctcservice.recognition.picture.Scaling;
import io.ctcservice.train.print.Grey;
import io.ctcservice.train.print.PrintAlphabet;
import java.util.List;
import java.util.Optional;

/** Reads lines with a network as the service does: one at a time, scaled by it, the most probable class of each frame. */
final class LineReader {

    /** The least width of a picture; narrower ones are padded. */
    static final int MIN_WIDTH = 16;

    /** The greatest width of a picture; wider ones are squeezed. */
    static final int MAX_WIDTH = 4096;

    private static final LineScaling SCALING = new LineScaling(
            PrintShape.HEIGHT,
            Channels.GRAY,
            List.of(1.0),
            List.of(-1.0),
            /* padding= */ 0,
            PrintShape.COLUMNS_PER_FRAME,
            MIN_WIDTH,
            MAX_WIDTH,
            Scaling.ANTIALIASED,
            Placement.LEFT);

    private final LineNetwork network;
    private final PrintAlphabet alphabet = new PrintAlphabet();

    LineReader(LineNetwork network) {
        this.network = network;
    }

    /** Returns the finder of the spans of characters and words. */
    static SpanFinder spanFinder() {
        var vocabulary = Vocabulary.of(new PrintAlphabet().symbols(), PrintAlphabet.BLANK);
        return new SpanFinder(PrintAlphabet.BLANK, Optional.of(WordGrouping.of(vocabulary, " ")));
    }

    String read(Grey picture) {
        Emissions emissions = emissions(picture);
        return alphabet.text(
                Collapse.labels(emissions.bestPath(), PrintAlphabet.BLANK).toArray());
    }

    /** Returns the words of the reading, with their spans and confidence. */
    List<WordSpan> words(Grey picture) {
        Emissions emissions = emissions(picture);
        return spanFinder()
                .find(emissions, Collapse.labels(emissions.bestPath(), PrintAlphabet.BLANK))
                .words();
    }

    /** Returns the emissions of a picture of any size. */
    Emissions emissions(Grey picture) {
        FloatMatrix ink = ink(picture);
        return network.emissions(ink.borrowArray(), ink.columns());
    }

    /** Returns the input of the network for a picture, {@code [32][W]}. */
    static FloatMatrix ink(Grey picture) {
        var pixels = new byte[3 * picture.values().length];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) Math.round(255 * picture.values()[i / 3]);
        }
        return SCALING.apply(Bitmap.adopt(picture.width(), picture.height(), pixels));
    }
}
