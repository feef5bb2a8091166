package io.ctcservice.core.loss.shared;

/** The memory budget of kept columns. Not thread-safe. */
final class ColumnStore {

    private long room;

    ColumnStore(long bytes) {
        this.room = bytes;
    }

    boolean hasRoom(Column column) {
        return column.bytes() <= room;
    }

    Column keep(Column column) {
        var copy = column.copy();
        room -= copy.bytes();
        return copy;
    }

    void release(Column column) {
        room += column.bytes();
    }
}
