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

    /** Refuses a file that is not an array of a supported type. */
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

    /** Returns the index of the matrix of the batch at fault, 0 if all are. */
    public int matrix() {
        return matrix;
    }

    /** Returns the pointer to the fault inside its matrix, {@code /row/column}, or {@code ""} for all of it. */
    public String pointer() {
        return pointer;
    }

    /** Returns whether the file has the right form and only its content is refused: 422 rather than 400. */
    public boolean isWellFormed() {
        return wellFormed;
    }
}
