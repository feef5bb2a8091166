package io.ctcservice.recognition;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests of messages written byte by byte: the number of a field and the kind of its value, then the value. */
final class SentencePieceModelTests {

    private static final byte[] TEXT_A = bytes(0x0a, 1, 'a');
    private static final byte[] SCORE = bytes(0x15, 0, 0, 0x80, 0xbf); // field 2, four bytes
    private static final byte[] TYPE = bytes(0x18, 3); // field 3, a variable number

    @Test
    void thePiecesAreTheTextsOfFieldOneInTheirOrder() {
        byte[] file =
                join(piece(bytes(0x0a, 3, 0xe2, 0x96, 0x81)), piece(join(TEXT_A, SCORE, TYPE)), piece(bytes(0x0a, 0)));
        assertThat(SentencePieceModel.pieces(file))
                .hasValueSatisfying(pieces -> assertThat(pieces).containsExactly("▁", "a", ""));
    }

    /** Fields of each kind before the text, and between the pieces, where their bytes look like a piece. */
    @Test
    void otherFieldsArePassedOver() {
        byte[] delimited = join(bytes(0x12, 3), TEXT_A); // field 2
        byte[] eight = join(bytes(0x21), TEXT_A, bytes(0, 0, 0, 0, 0)); // field 4
        byte[] four = join(bytes(0x2d), TEXT_A, bytes(0)); // field 5
        byte[] number = bytes(0x30, 0x8a, 0x81, 0x61); // field 6, in three bytes
        byte[] highField = bytes(0x80, 0x01, 7); // field 16
        for (byte[] other : new byte[][] {delimited, eight, four, number, highField, SCORE, TYPE}) {
            byte[] file = join(other, piece(join(other, TEXT_A, other)), other);
            assertThat(SentencePieceModel.pieces(file))
                    .as(Arrays.toString(other))
                    .hasValueSatisfying(pieces -> assertThat(pieces).containsExactly("a"));
        }
    }

    @Test
    void lengthsMayTakeSeveralBytes() {
        String longPiece = "b".repeat(300);
        byte[] text = join(bytes(0x0a, 0xac, 0x02), longPiece.getBytes(StandardCharsets.US_ASCII)); // 300 = 2·128 + 44
        byte[] file = join(bytes(0x0a, 0xaf, 0x02), text); // 303
        assertThat(SentencePieceModel.pieces(file))
                .hasValueSatisfying(pieces -> assertThat(pieces).containsExactly(longPiece));
    }

    /** As the ten bytes of a negative number in another field. */
    @Test
    void ofNumbersOfManyBytesTheLowestBitsCount() {
        byte[] negative = bytes(0x18, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01);
        byte[] one = bytes(0x0a, 0x81, 0x80, 0x80, 0x80, 0x80, 0x02, 'a'); // 1 + 2^36
        assertThat(SentencePieceModel.pieces(piece(join(negative, one))))
                .hasValueSatisfying(pieces -> assertThat(pieces).containsExactly("a"));
    }

    static Stream<byte[]> others() {
        return Stream.of(
                bytes(),
                SCORE, // no piece
                piece(SCORE), // a piece without a text
                piece(bytes(0x0a, 1, 0xff)), // no UTF-8
                bytes(0x0a, 4, 0x0a, 1, 'a'), // longer than what is left
                piece(bytes(0x0a, 2, 'a')),
                bytes(0x0a, 0xff, 0xff, 0xff, 0xff, 0x0f, 'a'), // a length of −1
                bytes(0x0a, 0x80), // a number without its end
                join(piece(TEXT_A), bytes(0x0b)), // groups are no longer written
                join(piece(TEXT_A), bytes(0x21, 1, 2)), // half a number
                "the 1\nof 2\n".getBytes(StandardCharsets.US_ASCII));
    }

    @ParameterizedTest
    @MethodSource("others")
    void otherBytesAreNoModel(byte[] file) {
        assertThat(SentencePieceModel.pieces(file)).isEmpty();
    }

    private static byte[] piece(byte[] message) {
        return join(bytes(0x0a, message.length), message);
    }

    private static byte[] bytes(int... values) {
        var bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    private static byte[] join(byte[]... parts) {
        var joined = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            joined.writeBytes(part);
        }
        return joined.toByteArray();
    }
}
