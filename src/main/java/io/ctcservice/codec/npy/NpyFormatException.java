package io.ctcservice.codec.npy;

/** An {@code .npy} file that was refused: what was found and what was expected. */
public final class NpyFormatException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int matrix;
    private final String pointer;
    private final boolean wellFormed;

    private NpyFormatException(int matrix, String pointer, String detail, boolean wellFormed) {
        super(detail);
        this.matrix = matrix;
        this.pointer = pointer;
        this.wellFormed = wellFormed;
    }

    /** Refuses a file that is no array of a kind that can be read. */
    static NpyFormatException unreadable(String detail) {
        return new NpyFormatException(0, "", detail, false);
    }

    /** Refuses an array that could be read but is too large. */
    static NpyFormatException tooLarge(String detail) {
        return new NpyFormatException(0, "", detail, true);
    }

    /** Refuses one number of a matrix of the batch. */
    static NpyFormatException wrongCell(int matrix, long row, long column, String detail) {
        return new NpyFormatException(matrix, "/" + row + "/" + column, detail, true);
    }

    /** Returns which matrix of a batch the fault is in, 0 where it is in all. */
    public int matrix() {
        return matrix;
    }

    /** Returns the place of the fault inside its matrix, {@code /row/column}, or {@code ""} for all of it. */
    public String pointer() {
        return pointer;
    }

    /** Returns whether the file was as it should be and only what it holds is refused: 422 rather than 400. */
    public boolean isWellFormed() {
        return wellFormed;
    }
}
