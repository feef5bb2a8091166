package io.ctcservice.recognition;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The pieces of a binary model of SentencePiece: of its message in protocol buffers the repeated field 1, whose field 1 is the text of a
 * piece.
 *
 * @see <a href="https://aclanthology.org/D18-2012/">Kudo and Richardson 2018</a>
 */
final class SentencePieceModel {

    private static final int TEXT = 1;
    private static final int PIECE = 1;

    /** The ways in which values are written, after the number of their field. */
    private static final int VARIABLE = 0;

    private static final int EIGHT_BYTES = 1;
    private static final int DELIMITED = 2;
    private static final int FOUR_BYTES = 5;

    private SentencePieceModel() {}

    /** Returns the pieces in the order of their indices, if the bytes are such a model. */
    static Optional<List<String>> pieces(byte[] file) {
        var rest = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        var pieces = new ArrayList<String>();
        try {
            while (rest.hasRemaining()) {
                int key = number(rest);
                if (key == (PIECE << 3 | DELIMITED)) {
                    pieces.add(text(delimited(rest)));
                } else {
                    skip(rest, key);
                }
            }
        } catch (BufferUnderflowException | CharacterCodingException isNone) {
            return Optional.empty();
        }
        return pieces.isEmpty() ? Optional.empty() : Optional.of(List.copyOf(pieces));
    }

    private static String text(ByteBuffer piece) throws CharacterCodingException {
        while (piece.hasRemaining()) {
            int key = number(piece);
            if (key == (TEXT << 3 | DELIMITED)) {
                return StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(delimited(piece))
                        .toString();
            }
            skip(piece, key);
        }
        throw new BufferUnderflowException();
    }

    private static void skip(ByteBuffer rest, int key) {
        switch (key & 7) {
            case VARIABLE -> number(rest);
            case EIGHT_BYTES -> rest.getLong();
            case DELIMITED -> delimited(rest);
            case FOUR_BYTES -> rest.getInt();
            default -> throw new BufferUnderflowException();
        }
    }

    private static ByteBuffer delimited(ByteBuffer rest) {
        int length = number(rest);
        if (length < 0 || length > rest.remaining()) {
            throw new BufferUnderflowException();
        }
        var part = rest.slice(rest.position(), length).order(ByteOrder.LITTLE_ENDIAN);
        rest.position(rest.position() + length);
        return part;
    }

    /** Returns a number of seven bits a byte, the lowest first; of one of more than 32 bits the lowest ones. */
    private static int number(ByteBuffer rest) {
        int number = 0;
        int next;
        int shift = 0;
        do {
            next = rest.get();
            if (shift < Integer.SIZE) {
                number |= (next & 0x7f) << shift;
            }
            shift += 7;
        } while (next < 0);
        return number;
    }
}
