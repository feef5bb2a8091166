package io.ctcservice.core.loss.shared;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ColumnTests {

    private static Column filled() {
        var column = new Column(5);
        for (int t = 0; t < 5 * Column.BLOCK; t++) {
            column.labels[t] = t;
            column.blanks[t] = -t;
        }
        for (int block = 0; block < 5; block++) {
            column.exponents[block] = 10L * block;
        }
        column.from = 2;
        column.to = 4;
        column.label = 7;
        column.lost = -3;
        return column;
    }

    private static void assertHasBlocks2And3(Column copy) {
        assertThat(copy.labels).hasSize(2 * Column.BLOCK);
        for (int t = 2 * Column.BLOCK; t < 4 * Column.BLOCK; t++) {
            assertThat(copy.labels[t - Column.BLOCK * copy.base]).isEqualTo(t);
            assertThat(copy.blanks[t - Column.BLOCK * copy.base]).isEqualTo(-t);
        }
        assertThat(copy.exponents).containsExactly(20, 30);
        assertThat(new int[] {copy.from, copy.to, copy.label}).containsExactly(2, 4, 7);
        assertThat(copy.lost).isEqualTo(-3);
    }

    @Test
    void aCopyHasTheBlocksThatAreUsed() {
        assertHasBlocks2And3(filled().copy());
    }

    @Test
    void aCopyOfACopyIsTheSame() {
        assertHasBlocks2And3(filled().copy().copy());
    }

    @Test
    void itsSizeIsThatOfTheCopy() {
        // 2 blocks of 8 frames of 2 doubles, and a long each
        assertThat(filled().bytes()).isEqualTo(2 * (8 * 2 * 8 + 8));
        assertThat(filled().copy().bytes()).isEqualTo(filled().bytes());
    }

    @Test
    void whatAStoreKeepsTakesRoomUntilItIsReleased() {
        var column = filled();
        var store = new ColumnStore(2 * column.bytes());
        var first = store.keep(column);
        var second = store.keep(column);
        assertThat(store.hasRoom(column)).isFalse();
        store.release(first);
        assertThat(store.hasRoom(column)).isTrue();
        store.release(second);
        store.keep(column);
        assertThat(store.hasRoom(column)).isTrue();
    }
}
