package io.ctcservice.codec.npy;

import static io.ctcservice.codec.npy.NpyFiles.dictionary;
import static io.ctcservice.codec.npy.NpyFiles.file;
import static io.ctcservice.testing.LittleEndian.doubles;
import static io.ctcservice.testing.LittleEndian.floats;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.ctcservice.core.FloatMatrix;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class NpyReaderTests {

    private static final FloatMatrix GOLDEN = FloatMatrix.ofRows(
            new float[] {0, 1.5f, -2.25f}, new float[] {Float.NEGATIVE_INFINITY, 0x1p-14f, 0x1p-24f});
    private static final int MAX_ROWS = 1000;
    private static final int MAX_COLUMNS = 2000;

    private final NpyReader reader = new NpyReader(MAX_ROWS, MAX_COLUMNS);

    private FloatMatrix read(byte[] file) {
        return reader.read(ByteBuffer.wrap(file));
    }

    /** Origin of the bytes: numpy 2.4.6, {@code numpy.lib.format.write_array(f, a, version)}, x86-64. */
    @ParameterizedTest(name = "{0} version {1} fortran_order {2}")
    @CsvSource({
        "<f2, 1, False, 0000003e80c000fc00040100",
        "<f2, 2, True,  000000fc003e000480c00100",
        "<f4, 1, False, 000000000000c03f000010c0000080ff0000803800008033",
        "<f4, 2, False, 000000000000c03f000010c0000080ff0000803800008033",
        "<f4, 3, False, 000000000000c03f000010c0000080ff0000803800008033",
        "<f4, 1, True,  00000000000080ff0000c03f00008038000010c000008033",
        "<f4, 3, True,  00000000000080ff0000c03f00008038000010c000008033",
        "<f8, 1, False, 0000000000000000000000000000f83f00000000000002c0000000000000f0ff000000000000103f000000000000703e",
        "<f8, 2, True,  0000000000000000000000000000f0ff000000000000f83f000000000000103f00000000000002c0000000000000703e",
    })
    void readsWhatNumpyWrites(String descr, int version, String fortranOrder, String numbers) throws IOException {
        String start = version == 1 ? "934e554d505901007600" : "934e554d50590" + version + "0074000000";
        String dictionary = "{'descr': '" + descr + "', 'fortran_order': " + fortranOrder + ", 'shape': (2, 3), }";
        String padding = " ".repeat(128 - start.length() / 2 - dictionary.length() - 1);
        String header = HexFormat.of().formatHex((dictionary + padding + "\n").getBytes(StandardCharsets.US_ASCII));
        byte[] file = HexFormat.of().parseHex(start + header + numbers);
        assertThat(read(file)).isEqualTo(GOLDEN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'shape': (1, 2), 'fortran_order': False, 'descr': '<f4'}",
                "{\"descr\":\"<f4\",\"fortran_order\":False,\"shape\":(1,2)}",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (1L, 2L), }",
                " { 'descr' : '<f4' , 'fortran_order' : True , 'shape' : ( 1 , 2 , ) , } ",
            })
    void readsDictionariesThatOtherProgramsWrite(String dictionary) throws IOException {
        assertThat(read(file(dictionary, floats(3, 4)))).isEqualTo(FloatMatrix.ofRows(new float[] {3, 4}));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void readsFilesThatStandAnywhereInABody(boolean fortranOrder) throws IOException {
        int rows = 517;
        int columns = 131; // more than a tile of 32 x 32, and no multiple of it
        var matrix = random(rows, columns);
        var flat = new float[rows * columns];
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                flat[fortranOrder ? column * rows + row : row * columns + column] = matrix.get(row, column);
            }
        }
        byte[] file = file(dictionary("<f4", fortranOrder, "(517, 131)"), floats(flat));
        assertThat(read(file)).isEqualTo(matrix);
        var within = ByteBuffer.allocate(file.length + 13).put(5, file); // a part of a form
        assertThat(reader.read(within.slice(5, file.length))).isEqualTo(matrix);
    }

    @Test
    void roundsFloat64ToTheNearestFloat32() throws IOException {
        byte[] file = file(dictionary("<f8", false, "(1, 3)"), doubles(0.1, -1e-300, Double.NaN));
        assertThat(read(file)).isEqualTo(FloatMatrix.ofRows(new float[] {0.1f, -0.0f, Float.NaN}));
    }

    @ParameterizedTest
    @CsvSource({"false, /0/2", "true, /1/0"})
    void refusesFiniteFloat64BeyondFloat32WithItsPlace(boolean fortranOrder, String pointer) {
        byte[] file = file(
                dictionary("<f8", fortranOrder, "(2, 3)"),
                fortranOrder ? doubles(0, -1e39, 0, 0, 0, 0) : doubles(0, 0, -1e39, 0, 0, 0));
        assertRefused(file, true)
                .hasMessage("-1e39 overflows float32")
                .asInstanceOf(type(NpyFormatException.class))
                .returns(pointer, NpyFormatException::pointer);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            ''                   | empty; expected an .npy file
            504b0304140000000000 | starts with 50 4B 03 04 14 00 00 00, as a zip or .npz archive does; expected an .npy file
            934e554d              | starts with 93 4E 55 4D; expected an .npy file
            7b7d                 | starts with 7B 7D; expected an .npy file, which starts with 93 4E 55 4D 50 59
            934e554d5059         | ends after its magic
            934e554d50590100     | ends before the length of its header
            934e554d505902000000 | ends before the length of its header
            934e554d50590400     | version 4.0 of the .npy format; expected 1.0, 2.0 or 3.0
            934e554d50590101     | version 1.1 of the .npy format
            934e554d505901007600 | ends inside its header, after 0 of 118 bytes
            934e554d50590200ffffffff | a header of 4294967295 bytes; expected at most 10000
            """)
    void refusesWhatIsNoNpyFile(String hex, String detail) {
        assertRefused(HexFormat.of().parseHex(hex), false).hasMessageContaining(detail);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '!', quoteCharacter = '~', textBlock = """
            {'descr': '>f4', 'fortran_order': False, 'shape': (1, 2), } ! dtype '>f4', which is big-endian; expected one of <f2, <f4, <f8
            {'descr': '<i4', 'fortran_order': False, 'shape': (1, 2), } ! dtype '<i4'; expected one of <f2, <f4, <f8
            {'descr': '<V2', 'fortran_order': False, 'shape': (1, 2), } ! dtype '<V2', as bfloat16 is saved: convert it to float32; expected one of <f2, <f4, <f8
            {'descr': '|O', 'fortran_order': False, 'shape': (1, 2), } ! dtype '|O'; expected
            {'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (1, 2), } ! a structured dtype
            {'descr': '<f4', 'fortran_order': False, 'shape': (2,), } ! shape (2,) has 1 axis; expected two, (frames, classes)
            {'descr': '<f4', 'fortran_order': False, 'shape': (1, 1, 2), } ! shape (1, 1, 2) has 3 axes; expected two
            {'descr': '<f4', 'fortran_order': False, 'shape': (), } ! shape () has 0 axes
            {'descr': '<f4', 'fortran_order': False, } ! a header without 'shape'
            {'descr': '<f4', 'shape': (1, 2), } ! a header without 'fortran_order'
            {} ! a header without 'descr'
            {'descr': '<f4', 'descr': '<f4', 'fortran_order': False, 'shape': (1, 2), } ! a header with 'descr' twice
            {'descr': '<f4', 'fortran_order': False, 'shape': (-1, 2), } ! at character 51; expected the length of an axis
            {'descr': '<f4', 'fortran_order': False, 'shape': (1, 9999999999999999999), } ! expected the length of an axis
            {'descr': '<f4', 'fortran_order': 0, 'shape': (1, 2), } ! expected True or False
            {'descr': '<f4', 'fortran_order': False, 'shape': (1, 2), 'x': 1} ! expected no keys but
            {'descr': '<f4', 'fortran_order': False, 'shape': (1, 2)} 1 ! expected nothing after the dictionary
            {'descr': '<f4' 'fortran_order': False, 'shape': (1, 2)} ! at character 16; expected '}'
            __import__('os').system('true') ! at character 0; expected '{'
            """)
    void refusesHeadersOfOtherArraysAndBrokenOnes(String dictionary, String detail) {
        assertRefused(file(dictionary, floats(1, 2)), false).hasMessageContaining(detail);
    }

    @Test
    void refusesAFileThatEndsEarly() {
        byte[] whole = file(dictionary("<f4", false, "(2, 3)"), floats(1, 2, 3, 4, 5, 6));
        byte[] cut = Arrays.copyOf(whole, whole.length - 5);
        assertRefused(cut, false).hasMessage("ends after 4 of the 6 numbers of its shape");
    }

    @Test
    void refusesAFileThatGoesOn() {
        assertRefused(file(dictionary("<f4", false, "(1, 2)"), new byte[9]), false)
                .hasMessage("goes on after the 2 numbers of its shape");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            (1001, 2)  | 1001 rows; expected at most 1000
            (1, 2001)  | 2001 columns; expected at most 2000
            (999999999999999999, 999999999999999999) | 999999999999999999 rows; expected at most 1000
            """)
    void refusesMatricesBeyondTheLimits(String shape, String detail) {
        assertRefused(file(dictionary("<f4", false, shape), floats(1, 2)), true).hasMessage(detail);
    }

    @Test
    void makesNoRoomForNumbersThatCannotFollow() {
        var boundless = new NpyReader(Integer.MAX_VALUE, Integer.MAX_VALUE);
        byte[] lying = file(dictionary("<f4", false, "(40000, 50000)"), floats(1, 2)); // 8 GB, if it were true
        assertThatThrownBy(() -> boundless.read(ByteBuffer.wrap(lying)))
                .isInstanceOf(NpyFormatException.class)
                .hasMessage("ends after 2 of the 2000000000 numbers of its shape");
        byte[] beyondArrays = file(dictionary("<f4", false, "(2147483647, 2147483647)"), floats(1, 2));
        assertThatThrownBy(() -> boundless.read(ByteBuffer.wrap(beyondArrays)))
                .isInstanceOf(NpyFormatException.class)
                .hasMessage("ends after 2 of the 4611686014132420609 numbers of its shape");
    }

    private AbstractThrowableAssert<?, ?> assertRefused(byte[] file, boolean wellFormed) {
        return assertThatThrownBy(() -> read(file))
                .satisfies(refused -> assertThat(refused)
                        .asInstanceOf(type(NpyFormatException.class))
                        .returns(wellFormed, NpyFormatException::isWellFormed));
    }

    private static FloatMatrix random(int rows, int columns) {
        var random = new Random(7);
        var values = new float[rows * columns];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return FloatMatrix.adopt(rows, columns, values);
    }
}
