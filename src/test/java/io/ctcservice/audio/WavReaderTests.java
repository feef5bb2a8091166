package io.ctcservice.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ctcservice.testing.WavFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WavReaderTests {

    private static double[] samples(byte[] file) throws IOException {
        var reader = WavReader.open(new ByteArrayInputStream(file));
        var samples = new double[10_000];
        return Arrays.copyOf(samples, reader.read(samples, 0, samples.length));
    }

    @Test
    void everySampleFormatHasFullScaleOne() throws IOException {
        byte[] eight = {0, (byte) 128, (byte) 192, (byte) 255};
        assertThat(samples(WavFile.of(1, 1, 8000, 8, eight))).containsExactly(-1, 0, 0.5, 127 / 128.0);
        byte[] sixteen = {0, (byte) 0x80, 0, 0, 0, 0x40, -1, 0x7f};
        assertThat(samples(WavFile.of(1, 1, 8000, 16, sixteen))).containsExactly(-1, 0, 0.5, 32767 / 32768.0);
        byte[] twentyFour = {0, 0, (byte) 0x80, 0, 0, 0x40, -1, -1, 0x7f, (byte) 0xff, (byte) 0xff, (byte) 0xff};
        assertThat(samples(WavFile.of(1, 1, 8000, 24, twentyFour)))
                .containsExactly(-1, 0.5, 8388607 / 8388608.0, -1 / 8388608.0);
        byte[] thirtyTwo =
                WavFile.little(8).putInt(Integer.MIN_VALUE).putInt(1 << 30).array();
        assertThat(samples(WavFile.of(1, 1, 8000, 32, thirtyTwo))).containsExactly(-1, 0.5);
        byte[] floats = WavFile.little(8).putFloat(-1.5f).putFloat(0.25f).array();
        assertThat(samples(WavFile.of(3, 1, 8000, 32, floats))).containsExactly(-1.5, 0.25);
        byte[] doubles = WavFile.little(16).putDouble(-1.5).putDouble(0.1).array();
        assertThat(samples(WavFile.of(3, 1, 8000, 64, doubles))).containsExactly(-1.5, 0.1);
    }

    @Test
    void twoChannelsAreAveraged() throws IOException {
        byte[] data = WavFile.little(8)
                .putShort((short) 16384)
                .putShort((short) 0)
                .putShort((short) -16384)
                .putShort((short) 16384)
                .array();
        assertThat(samples(WavFile.of(1, 2, 8000, 16, data))).containsExactly(0.25, 0);
    }

    @Test
    void samplesComeInPiecesOfAnySize() throws IOException {
        var shorts = new short[9000]; // more than are buffered
        for (int i = 0; i < shorts.length; i++) {
            shorts[i] = (short) i;
        }
        var reader = WavReader.open(new ByteArrayInputStream(WavFile.ofShorts(16000, shorts)));
        var samples = new double[9000];
        int count = 0;
        for (int got = 7; got == 7; count += got) {
            got = reader.read(samples, count, Math.min(7, samples.length - count));
        }
        assertThat(count).isEqualTo(9000);
        for (int i = 0; i < count; i++) {
            assertThat(samples[i]).isEqualTo(i / 32768.0);
        }
    }

    @Test
    void extensibleHeadersAndOtherChunksAreUnderstood() throws IOException {
        byte[] guid = {1, 0, 0, 0, 0, 0, 0x10, 0, (byte) 0x80, 0, 0, (byte) 0xaa, 0, 0x38, (byte) 0x9b, 0x71};
        byte[] extension = WavFile.join(new byte[] {22, 0, 16, 0, 4, 0, 0, 0}, guid);
        byte[] format = WavFile.join(WavFile.format(0xfffe, 1, 8000, 16), extension);
        byte[] file = WavFile.join(
                WavFile.riff(),
                WavFile.chunk("JUNK", new byte[3]), // odd: padded
                WavFile.chunk("fmt ", format),
                WavFile.chunk("LIST", new byte[26]),
                WavFile.chunk("data", new byte[] {0, 0x40}),
                WavFile.chunk("id3 ", new byte[4]));
        assertThat(samples(file)).containsExactly(0.5);
    }

    @ParameterizedTest(name = "a data size of {0}")
    @ValueSource(
            longs = {
                0x7fff_f000L, // espeak-ng, sox
                0x7fff_effdL, // sox where a frame has 3 bytes: the last multiple below
                0x7fff_efffL,
                0x7fff_ffffL,
                0x8000_0000L,
                0xffff_ff00L,
                0xffff_ffffL, // ffmpeg
                0
            })
    void aSizeOfStreamsMeansUpToTheEnd(long size) throws IOException {
        byte[] file = WavFile.ofShorts(8000, (short) 16384, (short) 8192);
        WavFile.overwrite(file, 40, (int) size);
        assertThat(samples(file)).containsExactly(0.5, 0.25);
        WavFile.overwrite(file, 4, 36); // the size of RIFF as it is before there are samples
        assertThat(samples(file)).containsExactly(0.5, 0.25);
    }

    @Test
    void aDataChunkOfSizeZeroBeforeAnotherChunkHasNoSamples() throws IOException {
        byte[] start = WavFile.join(
                WavFile.riff(),
                WavFile.chunk("fmt ", WavFile.format(1, 1, 8000, 16)),
                WavFile.chunk("data", new byte[0]));
        for (String known : new String[] {"LIST", "id3 ", "bext", "JUNK"}) {
            assertThat(samples(WavFile.join(start, WavFile.chunk(known, new byte[26]))))
                    .isEmpty();
        }
        byte[] unheardOf = WavFile.join(start, WavFile.chunk("Xy12", new byte[26]));
        WavFile.overwrite(unheardOf, 4, unheardOf.length - 8);
        assertThat(samples(unheardOf)).isEmpty();
        assertThat(samples(start)).isEmpty();
    }

    @Test
    void samplesAfterASizeOfZeroThatSpellWordsAreHeard() throws IOException {
        byte[] text = "Xy12....".getBytes(StandardCharsets.US_ASCII);
        byte[] file = WavFile.of(1, 1, 8000, 8, text);
        WavFile.overwrite(file, 40, 0);
        for (int riff : new int[] {0, 36, -1}) {
            WavFile.overwrite(file, 4, riff);
            assertThat(samples(file)).hasSize(text.length);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"RF64", "BW64"})
    void largeFilesSayTheirSizeInDs64(String riff) throws IOException {
        byte[] list = WavFile.chunk("LIST", new byte[26]);
        assertThat(samples(WavFile.large(riff, 4, list))).containsExactly(0.5, 0.25);
        for (long unknown : new long[] {0, -1}) { // up to the end, as ffmpeg writes to a pipe
            assertThat(samples(WavFile.large(riff, unknown, new byte[0]))).containsExactly(0.5, 0.25);
        }
    }

    @Test
    void bytesOfRifxAreTheOtherWayRound() throws IOException {
        byte[] file = {
            'R',
            'I',
            'F',
            'X',
            0,
            0,
            0,
            42,
            'W',
            'A',
            'V',
            'E',
            'f',
            'm',
            't',
            ' ',
            0,
            0,
            0,
            16,
            0,
            1,
            0,
            1,
            0,
            0,
            0x1f,
            0x40,
            0,
            0,
            0x5d,
            (byte) 0xc0,
            0,
            3,
            0,
            24,
            'd',
            'a',
            't',
            'a',
            0,
            0,
            0,
            6,
            0x40,
            0,
            0,
            (byte) 0xff,
            (byte) 0xff,
            (byte) 0xff
        };
        assertThat(samples(file)).containsExactly(0.5, -1 / 8388608.0);
    }

    @Test
    void companderCodesAreThoseOfG711() throws IOException {
        byte[] codes = {(byte) 0xd5, 0x55, (byte) 0xaa, 0x2a, (byte) 0x80, (byte) 0xff};
        // as the audioop module of Python expands them: 8, −8, 32256, −32256, 5504, 848 of 32768
        assertThat(samples(WavFile.of(6, 1, 8000, 8, codes)))
                .containsExactly(
                        8 / 32768.0, -8 / 32768.0, 32256 / 32768.0, -32256 / 32768.0, 5504 / 32768.0, 848 / 32768.0);
        byte[] muLaw = {(byte) 0xff, 0x7f, (byte) 0x80, 0, (byte) 0xd5, 0x2a};
        assertThat(samples(WavFile.of(7, 1, 8000, 8, muLaw)))
                .containsExactly(0, 0, 32124 / 32768.0, -32124 / 32768.0, 716 / 32768.0, -5372 / 32768.0);
    }

    @Test
    void integersThatFillNoWholeBytesStandAtTheTop() throws IOException {
        byte[] format = WavFile.format(1, 1, 8000, 16);
        format[14] = 12;
        byte[] file = WavFile.join(
                WavFile.riff(), WavFile.chunk("fmt ", format), WavFile.chunk("data", new byte[] {0, 0x40, 0, (byte) 0x80
                }));
        assertThat(samples(file)).containsExactly(0.5, -1);
    }

    @Test
    void anyNumberOfChannelsIsAveraged() throws IOException {
        byte[] data = WavFile.little(12)
                .putShort((short) 16384)
                .putShort((short) 0)
                .putShort((short) -8192)
                .putShort((short) 32767)
                .putShort((short) 32767)
                .putShort((short) 32767)
                .array();
        assertThat(samples(WavFile.of(1, 3, 8000, 16, data))).containsExactly(8192 / 3.0 / 32768, 32767 / 32768.0);
    }

    /** As {@code cat} makes them; other programs do not read it either. */
    @Test
    void soundBehindTheSoundIsNamed() throws IOException {
        byte[] one = WavFile.of(1, 1, 8000, 8, new byte[] {1, 2, 3});
        byte[] list = WavFile.chunk("LIST", new byte[] {1, 2, 3});
        byte[] data = WavFile.chunk("data", new byte[] {1});
        assertThat(remarks(one)).isEmpty();
        assertThat(remarks(WavFile.join(one, list))).isEmpty();
        assertThat(remarks(WavFile.join(one, new byte[] {7, 7, 7, 7, 7, 7, 7, 7, 7})))
                .isEmpty();
        assertThat(remarks(WavFile.join(one, WavFile.chunk("data", new byte[0]))))
                .isEmpty();
        assertThat(remarks(WavFile.join(one, one))).containsExactly("another WAV file is behind it, which is not read");
        assertThat(remarks(WavFile.join(one, list, one)))
                .containsExactly("another WAV file is behind it, which is not read");
        assertThat(remarks(WavFile.join(one, list, data)))
                .containsExactly("another data chunk is behind the first, which is not read");
        byte[] odd = WavFile.join(
                WavFile.riff(),
                WavFile.chunk("fmt ", WavFile.format(1, 2, 8000, 16)),
                WavFile.chunk("data", new byte[7]),
                list,
                data);
        assertThat(remarks(odd)).containsExactly("another data chunk is behind the first, which is not read");
    }

    private static List<String> remarks(byte[] file) throws IOException {
        var sound = WavReader.open(new ByteArrayInputStream(file));
        assertThat(sound.read(new double[100], 0, 100)).isLessThan(100);
        return sound.remarks().stream().map(SoundRemark::detail).toList();
    }

    @Test
    void soundOfOtherKindsIsNamed() {
        refuses("fLaC....".getBytes(StandardCharsets.US_ASCII), "a FLAC file; expected a WAV file");
        refuses("OggS....".getBytes(StandardCharsets.US_ASCII), "an Ogg file");
        refuses(new byte[] {-1, (byte) 0xfb, (byte) 0x90, 0}, "an MP3 file");
        refuses(
                WavFile.of(0x31, 1, 8000, 8, new byte[2]),
                SoundFormatException.Kind.UNSUPPORTED,
                "a WAV file of encoding 49, GSM 6.10; expected PCM (1), Microsoft ADPCM (2)");
        refuses(
                WavFile.of(0x28f, 1, 8000, 8, new byte[2]),
                SoundFormatException.Kind.UNSUPPORTED,
                "a WAV file of encoding 655, G.722; expected PCM (1), Microsoft ADPCM (2), IEEE float (3), A-law (6), µ-law (7)"
                        + " or IMA ADPCM (17); ffmpeg -i FILE talk.flac converts it");
        refuses(WavFile.of(8, 1, 8000, 8, new byte[2]), SoundFormatException.Kind.UNSUPPORTED, "encoding 8; expected");
    }

    @Test
    void whatIsNotReadIsNamed() {
        byte[] good = WavFile.ofShorts(8000, (short) 1, (short) 2);
        refuses(new byte[0], "an empty body; expected a WAV file");
        refuses("RIF".getBytes(StandardCharsets.US_ASCII), "ends inside the RIFF header");
        refuses("This is no sound, not at all.".getBytes(StandardCharsets.US_ASCII), "no RIFF WAVE");
        refuses(WavFile.riff(), "the file ends where a chunk should follow: there was no data chunk yet");
        refuses(WavFile.join(WavFile.riff(), WavFile.chunk("data", new byte[2])), "before the fmt");
        refuses(WavFile.join(WavFile.riff(), WavFile.chunk("fmt ", new byte[4])), "fmt chunk of 4 bytes");
        refuses(Arrays.copyOf(good, good.length - 1), "the file ends inside its data chunk");
        refuses(Arrays.copyOf(good, 40), "the file ends inside the head of a chunk");
        byte[] cut = Arrays.copyOf(WavFile.join(WavFile.riff(), WavFile.chunk("LIST", new byte[99])), 60);
        refuses(cut, "the file ends inside the LIST chunk, before its data chunk");
        cut[12] = 7;
        refuses(cut, "the file ends inside a chunk, before its data chunk");
        refuses(WavFile.of(7, 1, 8000, 16, new byte[2]), "µ-law samples of 16 bits");
        refuses(WavFile.of(1, 1, 8000, 12, new byte[2]), "1 byte a frame; expected 2");
        refuses(WavFile.of(1, 1, 8000, 48, new byte[6]), "PCM of 48 bits");
        refuses(WavFile.of(3, 1, 8000, 16, new byte[8]), "float samples of 16 bits");
        refuses(WavFile.of(1, 256, 8000, 8, new byte[256]), "256 channels");
        refuses(WavFile.of(1, 0, 8000, 16, new byte[6]), "0 channels");
        refuses(WavFile.of(1, 1, 999, 16, new byte[2]), "999 Hz");
        refuses(WavFile.of(1, 1, (int) 4_000_000_000L, 16, new byte[2]), "4000000000 Hz; expected 1000 to 384000");
        refuses(WavFile.of(3, 1, 8000, 32, WavFile.little(4).putFloat(Float.NaN).array()), "not a finite float32");
        refuses(WavFile.of(3, 1, 8000, 64, WavFile.little(8).putDouble(-1e39).array()), "not a finite float32");
    }

    private static void refuses(byte[] file, SoundFormatException.Kind kind, String why) {
        assertThatThrownBy(() -> samples(file))
                .isInstanceOfSatisfying(
                        SoundFormatException.class,
                        refused -> assertThat(refused.kind()).isEqualTo(kind))
                .hasMessageContaining(why);
    }

    private static void refuses(byte[] file, String why) {
        assertThatThrownBy(() -> samples(file))
                .isInstanceOf(SoundFormatException.class)
                .hasMessageContaining(why);
    }
}
