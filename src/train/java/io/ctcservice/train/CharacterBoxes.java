package io.ctcservice.train;

import io.ctcservice.core.Labels;
import io.ctcservice.core.decode.SpanFinder;
import io.ctcservice.core.decode.Spans;
import io.ctcservice.train.print.CharacterPlace;
import io.ctcservice.train.print.LineMaker;
import io.ctcservice.train.print.PrintAlphabet;
import io.ctcservice.train.print.PrintedLine;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** A measurement of aligned spans against the drawn positions of characters, in columns of a line 32 high. */
final class CharacterBoxes {

    private final List<Double> middles = new ArrayList<>();
    private final List<Double> wordEdges = new ArrayList<>();
    private int inside;

    /** Measures the alignments of {@code count} lines in fonts never trained with. */
    static CharacterBoxes measure(LineReader reader, LineMaker maker, int count) {
        var boxes = new CharacterBoxes();
        var alphabet = new PrintAlphabet();
        SpanFinder finder = LineReader.spanFinder();
        for (int i = 0; i < count; i++) {
            PrintedLine line = maker.makeClean(i);
            var target = Labels.of(alphabet.labels(line.drawn()));
            boxes.add(line, finder.find(reader.emissions(line.picture()), target));
        }
        return boxes;
    }

    private void add(PrintedLine line, Spans spans) {
        double columns = (double) line.picture().width()
                * PrintShape.HEIGHT
                / line.picture().height();
        for (int c = 0; c < line.places().size(); c++) {
            CharacterPlace place = line.places().get(c);
            if (place.hasInk()) {
                var span = spans.tokens().get(c).span();
                double middle = PrintShape.COLUMNS_PER_FRAME * (span.start() + span.end()) / 2.0;
                middles.add(Math.abs(middle - columns * place.middle()));
                double half = PrintShape.COLUMNS_PER_FRAME / 2.0; // a frame is as exact as that
                boolean within = middle > columns * place.left() - half && middle < columns * place.right() + half;
                inside += within ? 1 : 0;
            }
        }
        for (var word : spans.words()) {
            CharacterPlace first = line.places().get(word.firstToken());
            CharacterPlace last = line.places().get(word.endToken() - 1);
            wordEdges.add(Math.abs(PrintShape.COLUMNS_PER_FRAME * word.start() - columns * first.left()));
            wordEdges.add(Math.abs(PrintShape.COLUMNS_PER_FRAME * word.end() - columns * last.right()));
        }
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%d characters: the middle of %.1f %% of their spans lies in their box, half a frame around it included; "
                        + "from middle to middle %.1f columns in the median, %.1f at most in 95 %%; "
                        + "edges of words %.1f in the median, %.1f in 95 %%",
                middles.size(),
                100.0 * inside / middles.size(),
                quantile(middles, 0.5),
                quantile(middles, 0.95),
                quantile(wordEdges, 0.5),
                quantile(wordEdges, 0.95));
    }

    private static double quantile(List<Double> values, double share) {
        Collections.sort(values);
        return values.get((int) (share * (values.size() - 1)));
    }
}
