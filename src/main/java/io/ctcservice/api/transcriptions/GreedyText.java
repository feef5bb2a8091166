package io.ctcservice.api.transcriptions;

import io.ctcservice.core.CtcInputException;
import io.ctcservice.core.Emissions;
import io.ctcservice.core.FloatMatrix;
import io.ctcservice.core.Labels;
import io.ctcservice.core.text.ByteSymbols;
import io.ctcservice.core.text.WordGrouping;
import io.ctcservice.recognition.NetworkDescription;
import io.ctcservice.recognition.RowSink;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * The text of the best path of rows that arrive one after the other. It only grows, since the best class of a frame does not
 * depend on other frames. Not thread-safe.
 */
final class GreedyText implements RowSink {

    private final NetworkDescription network;
    private final WordGrouping grouping;
    private final Consumer<String> reader;
    private int[] labels = new int[256];
    private int count = 0;
    private int last;
    private boolean isBroken = false;

    /** @param reader receives the whole text so far, each time it has grown */
    GreedyText(NetworkDescription network, Consumer<String> reader) {
        this.network = network;
        this.grouping = WordGrouping.of(network.vocabulary());
        this.reader = reader;
        this.last = network.vocabulary().blank();
    }

    @Override
    public void accept(FloatMatrix rows) {
        if (isBroken) {
            return;
        }
        try {
            int before = count;
            for (int v : Emissions.of(rows, network.scores()).bestPath()) {
                add(v);
            }
            if (count > before) {
                reader.accept(ByteSymbols.settled(grouping.text(Labels.of(Arrays.copyOf(labels, count)))));
            }
        } catch (CtcInputException refused) {
            isBroken = true; // is refused where all rows are together
        }
    }

    private void add(int v) {
        if (v != last && v != network.vocabulary().blank()) {
            if (count == labels.length) {
                labels = Arrays.copyOf(labels, 2 * count);
            }
            labels[count++] = v;
        }
        last = v;
    }
}
