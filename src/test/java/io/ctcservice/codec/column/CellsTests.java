package io.ctcservice.codec.column;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.ctcservice.codec.RefusedRequestException;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tests of the values of columns. */
final class CellsTests {

    private static final int LONG = 17 << 20;

    @Test
    void textsThatNoArrayHoldsAreRefused() {
        String text = "x".repeat(LONG);

        assertThatExceptionOfType(RefusedRequestException.class)
                .isThrownBy(() -> new Cells.Texts<String>(t -> t).array(text))
                .withMessageContaining("is too large; ask for JSON instead");
        assertThatExceptionOfType(RefusedRequestException.class)
                .isThrownBy(() -> new Cells.TextRows<String>(List::of).array(text))
                .withMessageContaining("is too large; ask for JSON instead");
    }

    /** Each table takes as much of the answer as the largest, 4 GB here, but not of the memory. */
    @Test
    void tablesArePaddedWhileTheyAreWritten() throws IOException {
        var tables = new ArrayList<List<int[]>>();
        tables.add(List.of(new int[1_000_000], new int[] {7}));
        for (int n = 1; n < 500; n++) {
            tables.add(List.of(new int[] {n}));
        }

        var tensor = new Cells.CountTables<List<int[]>>(table -> table, -1)
                .tensor(tables, -1)
                .orElseThrow();

        assertThat(tensor.binarySize()).isEqualTo(4_000_000_000L);
        assertThat(tensor.toString()).isEqualTo("INT32[500, 2, 1000000]");
    }

    @Test
    void whatATableLacksIsItsPadding() throws IOException {
        var written = new ArrayList<Integer>();
        var out = new OutputStream() {
            @Override
            public void write(int b) {
                written.add((int) (byte) b);
            }
        };

        new Cells.CountTables<List<int[]>>(table -> table, -1)
                .tensor(List.of(List.of(new int[] {1, 2}, new int[] {3}), List.of(new int[] {4})), -1)
                .orElseThrow()
                .writeTo(out);

        var lowBytes = new ArrayList<Integer>();
        for (int i = 0; i < written.size(); i += Integer.BYTES) {
            lowBytes.add(written.get(i));
        }
        assertThat(lowBytes).containsExactly(1, 2, 3, -1, 4, -1, -1, -1);
    }
}
