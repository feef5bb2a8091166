package io.ctcservice.codec.multipart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ctcservice.codec.UnreadableBodyException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

final class MultipartBodyTests {

    private static final String DISPOSITION = "Content-Disposition: form-data; name=\"a\"\r\n\r\n";

    /** Content made of nothing but pieces of the delimiter, cut in every possible way by the network. */
    @ParameterizedTest(name = "{0} bytes at a time")
    @ValueSource(ints = {1, 2, 3, 7, 8192, 65_536, 1_000_000})
    void givesBackEveryByteOfEveryPart(int bytesAtATime) throws IOException {
        var random = new Random(bytesAtATime);
        var contents = new ArrayList<byte[]>();
        for (int size : new int[] {0, 1, 5, 300, 65_535, 65_536, 65_537, 200_000}) {
            contents.add(nearlyDelimiters(random, size));
        }
        var body = new ByteArrayOutputStream();
        for (byte[] content : contents) {
            body.writeBytes(ascii("--bb\r\n" + DISPOSITION));
            body.writeBytes(content);
            body.writeBytes(ascii("\r\n"));
        }
        body.writeBytes(ascii("--bb--"));
        assertThat(contents(new Trickle(body.toByteArray(), bytesAtATime), "bb"))
                .containsExactlyElementsOf(contents);
    }

    /** Boundaries whose characters are many, few, the same as those around them, or more than a byte each. */
    @ParameterizedTest
    @ValueSource(strings = {"a", "-", "abcdefghijklmnopqrstuvwxyz0123456789", "abababab", "--------------", "éèé"})
    void findsBoundariesWhereverTheyStand(String shortest) throws IOException {
        var random = new Random(shortest.length());
        for (int length = 0; length < 400; length++) {
            String boundary = shortest.repeat(length % 2 == 0 ? 1 : 70 / shortest.length());
            String delimiter = "\r\n--" + boundary;
            var content = new StringBuilder();
            while (content.length() < length) {
                int from = random.nextInt(delimiter.length());
                content.append(delimiter, from, from + random.nextInt(delimiter.length() - from)); // never all of it
            }
            content.setLength(length);
            String harmless = ("\r\n" + content).replace("\r\n--", "\r\n-x").substring(2); // a line begins with it
            String body = "--" + boundary + "\r\n" + DISPOSITION + harmless + delimiter + "--";
            assertThat(contents(new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)), boundary))
                    .containsExactly(harmless.getBytes(StandardCharsets.UTF_8));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--bb\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx\r\n--bb--",
                "--bb\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx\r\n--bb--\r\n",
                "--bb\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx\r\n--bb--\n",
                "--bb\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx\r\n--bb--\r",
                "--bb\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx\r\n--bb-- \t\r\nan epilogue\r\n--bb\r\n",
                "--bb\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx\r\n--bb--an epilogue",
                "a preamble\r\n--bb \t\r\ncontent-disposition:form-data;name=a\r\n\r\nx\r\n--bb--\r\nan epilogue",
                "\r\n--bb\r\nX: y\r\nCONTENT-DISPOSITION: Form-Data; name=a; filename=\"f\"\r\n\r\nx\r\n--bb--\r\n",
                "--bb\r\nContent-Transfer-Encoding: binary\r\nContent-Disposition: form-data; name=a\r\n\r\nx\r\n--bb--",
            })
    void readsWhateverTheStandardAllows(String body) throws IOException {
        assertThat(contents(new ByteArrayInputStream(ascii(body)), "bb")).containsExactly(ascii("x"));
    }

    @Test
    void skipsWhatWasNotReadOfAPart() throws IOException {
        byte[] body = ascii("--bb\r\n" + DISPOSITION + "x".repeat(100_000) + "\r\n--bb\r\n"
                + "Content-Disposition: form-data; name=\"b\"; filename=\"file\"\r\n\r\ny\r\n--bb--\r\n");
        var multipart = new MultipartBody(ByteBuffer.wrap(body), "bb");
        assertThat(multipart.next()).isNotNull();
        var second = multipart.next();
        assertThat(second).isNotNull().returns("b", Part::name).returns("file", Part::filename);
        assertThat(multipart.next()).isNull();
        assertThat(multipart.next()).isNull();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            ''                                             | no part: the boundary of the content type is not in the body
            {"utterances": []}                             | no part
            --b!r!n                                        | no part
            --bb-                                          | ends inside a line of the headers of part 1
            --bb!r!n--                                     | ends inside a line of the headers of part 1
            --bb                                           | ends inside a line of the headers of part 1
            --bb!r!n                                       | ends inside a line of the headers of part 1
            --bbb!r!n                                      | text after a boundary, before part 1
            --bb!r!nContent-Disposition: form-data; name=a | ends inside a line of the headers of part 1
            --bb!r!n!r!nx!r!n--bb--                        | part 1 without a name
            --bb!r!nContent-Disposition: form-data!r!n!r!nx!r!n--bb-- | part 1 without a name
            --bb!r!nContent-Disposition: attachment; name=a!r!n!r!nx!r!n--bb-- | part 1 without a name
            --bb!r!nContent-Disposition: form-data; name="a!r!n!r!nx!r!n--bb-- | part 1 without a name
            --bb!r!nContent-Disposition!r!n!r!nx!r!n--bb-- | part 1 with a header line without a name
            --bb!r!nA: b!r!n c!r!n!r!nx!r!n--bb--          | part 1 with a header line without a name
            --bb!r!nA: b!r!na: b!r!n!r!nx!r!n--bb--        | part 1 with two headers of the same name
            --bb!r!nA: b!rc!r!n!r!nx!r!n--bb--             | ends inside a line of the headers of part 1
            --bb!r!nA: b!r!n--bb--                         | ends inside a line of the headers of part 1
            --bb!r!nContent-Disposition: form-data; name=a!r!n!r!nx | ends inside part 1
            --bb!r!nContent-Disposition: form-data; name=a!r!n!r!nx!r!n--b | ends inside part 1
            --bb!r!nContent-Transfer-Encoding: base64!r!n!r!nx!r!n--bb-- | part 1 in the transfer encoding base64
            """)
    void refusesWhatTheStandardDoesNotAllow(String body, String detail) {
        byte[] bytes = ascii(body.replace("!r", "\r").replace("!n", "\n"));
        assertThatThrownBy(() -> contents(new ByteArrayInputStream(bytes), "bb"))
                .isInstanceOf(UnreadableBodyException.class)
                .hasMessageContaining(detail);
    }

    @Test
    void refusesHeadersWithoutEnd() {
        byte[] body = ascii("--bb\r\n" + "A: b\r\n".repeat(3000));
        byte[] line = ascii("--bb\r\nA: " + "b".repeat(10_000));
        for (byte[] bytes : List.of(body, line)) {
            assertThatThrownBy(() -> contents(new ByteArrayInputStream(bytes), "bb"))
                    .isInstanceOf(UnreadableBodyException.class);
        }
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "12345678901234567890123456789012345678901234567890123456789012345678901"})
    void refusesABoundaryThatCannotBe(String boundary) {
        var empty = ByteBuffer.allocate(0);
        assertThatThrownBy(() -> new MultipartBody(empty, boundary))
                .isInstanceOf(UnreadableBodyException.class)
                .hasMessageContaining("without a boundary of 1 to 70 characters");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            form-data; name=a                       | a | NONE
            FORM-DATA;name="a b";filename="x;y=z"   | a b | x;y=z
            form-data; filename=""; name=a          | a | ~~
            form-data; name=a; filename="C:\\x.npy" | a | C:\\x.npy
            form-data; name="a\\"\\\\"; filename=é    | a"\\ | é
            form-data; name=a; filename*=UTF-8''e   | a | NONE
            """)
    void readsNamesInQuotesOrWithout(String disposition, String name, String filename) throws IOException {
        byte[] body = ("--bb\r\nContent-Disposition: " + disposition + "\r\n\r\nx\r\n--bb--")
                .getBytes(StandardCharsets.UTF_8);
        var part = new MultipartBody(ByteBuffer.wrap(body), "bb").next();
        assertThat(part)
                .isNotNull()
                .returns(name, Part::name)
                .returns(filename.equals("NONE") ? null : filename, Part::filename);
    }

    /** Whatever the bytes are, they are read or refused. */
    @Test
    void neverFailsInAnotherWay() {
        var random = new Random(1);
        String[] pieces = {
            "--bb",
            "\r\n",
            "\r\n--bb",
            "--",
            "Content-Disposition:",
            " form-data;",
            "name",
            "=",
            "\"",
            "a",
            ";",
            "*",
            "''",
            "UTF-8''%",
            "=?x?B?y?=",
            ":",
            "\\",
            "filename*=",
            "%zz",
            "é",
            "\0",
            " "
        };
        for (int round = 0; round < 20_000; round++) {
            var body = new StringBuilder("--bb\r\nContent-Disposition: form-data; ");
            for (int i = random.nextInt(12); i > 0; i--) {
                body.append(pieces[random.nextInt(pieces.length)]);
            }
            byte[] bytes = body.toString().getBytes(StandardCharsets.UTF_8);
            try {
                assertThat(contents(new ByteArrayInputStream(bytes), "bb")).isNotNull();
            } catch (UnreadableBodyException | IOException refused) {
                assertThat(refused).isInstanceOf(UnreadableBodyException.class);
            }
        }
    }

    /** Takes a body apart as it comes and once more as a whole: both give the same, or refuse it. */
    private static List<byte[]> contents(InputStream in, String boundary) throws IOException {
        var seen = new ByteArrayOutputStream();
        List<byte[]> streamed = null;
        try {
            streamed = contents(new MultipartStream(new Copying(in, seen), boundary));
        } catch (UnreadableBodyException refused) {
            // as the other must
        }
        seen.writeBytes(in.readAllBytes());
        try {
            var whole = contents(new MultipartBody(ByteBuffer.wrap(seen.toByteArray()), boundary));
            assertThat(streamed).as("as it comes").containsExactlyElementsOf(whole);
            return whole;
        } catch (UnreadableBodyException refused) {
            assertThat(streamed).as("as it comes").isNull();
            throw refused;
        }
    }

    private static List<byte[]> contents(Parts parts) throws IOException {
        var contents = new ArrayList<byte[]>();
        for (var part = parts.next(); part != null; part = parts.next()) {
            assertThat(part.name()).isNotNull();
            var bytes = Objects.requireNonNull(part.content(Long.MAX_VALUE));
            var content = new byte[bytes.remaining()];
            bytes.get(content);
            contents.add(content);
        }
        return contents;
    }

    private static final class Copying extends FilterInputStream {

        private final ByteArrayOutputStream copy;

        Copying(InputStream in, ByteArrayOutputStream copy) {
            super(in);
            this.copy = copy;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int read = super.read(buffer, offset, length);
            if (read > 0) {
                copy.write(buffer, offset, read);
            }
            return read;
        }
    }

    private static byte[] nearlyDelimiters(Random random, int size) {
        String[] pieces = {"\r", "\n", "\r\n", "-", "--", "\r\n-", "\r\n--", "\r\n--b", "b", "\0"};
        var content = new StringBuilder();
        while (content.length() < size) {
            String piece = pieces[random.nextInt(pieces.length)];
            content.append(piece);
            int again = content.indexOf("\r\n--bb", Math.max(0, content.length() - 12));
            if (again >= 0) {
                content.setLength(again);
            }
        }
        content.setLength(size);
        return ascii(content.toString());
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** A stream that returns a few bytes at a time, as a network does. */
    private static final class Trickle extends InputStream {

        private final InputStream bytes;
        private final int most;

        Trickle(byte[] bytes, int most) {
            this.bytes = new ByteArrayInputStream(bytes);
            this.most = most;
        }

        @Override
        public int read() throws IOException {
            return bytes.read();
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            return bytes.read(buffer, offset, Math.min(length, most));
        }
    }
}
