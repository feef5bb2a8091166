package io.ctcservice.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.ctcservice.audio.SoundFormatException.Kind;
import io.ctcservice.audio.file.SoundFiles;
import io.ctcservice.testing.WavFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sound files of any kind, told by their bytes. */
final class SoundFilesTests {

    private static final int MD5 = 26; // in a FLAC file: encoders write it last

    private static final String SEEDS =
            "/io/ctcservice/fuzz/SoundFuzzTestsInputs/refusesAsDocumentedOrGivesFiniteSamples/";

    @ParameterizedTest
    @CsvSource({
        "stereo.flac, 16000, 1600",
        "noise.flac, 8000, 400",
        "voice.opus, 48000, 9600",
        "tone.wav, 8000, 400",
        "tone.mp3, 44100, 4410",
        "joint.mp3, 24000, 2400",
        "low.mp3, 8000, 800"
    })
    void aFileIsWhatItsBytesSay(String name, int rate, int samples) throws IOException {
        var sound = open(seed(name), OptionalInt.empty());

        assertThat(sound.sampleRate()).isEqualTo(rate);
        assertThat(sound.read(new double[20_000], 0, 20_000)).isEqualTo(samples);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "hello world, this is text | a file of another kind; expected WAV, FLAC, MP3 or Ogg Opus; samples alone need a header, as of WAV",
                "abcdftypM4A | an MP4 file; expected WAV, FLAC, MP3 or Ogg Opus; ffmpeg -i FILE talk.flac converts it",
                "RIFF0000AVI LIST | an AVI file; expected WAV, FLAC, MP3 or Ogg Opus; ffmpeg -i FILE talk.flac converts it",
                "RIFF0000WEBPVP8 | a WebP file; expected WAV",
                "Creative Voice File | a VOC file; expected WAV",
                "<!DOCTYPE html> | an HTML or XML document; expected WAV",
                "{\"error\": 1} | a JSON document; expected WAV",
                "UklGRiTTAQBXQVZF | text in Base64, of a WAV file; expected WAV",
                "version https://git-lfs.github.com/spec/v1 | a pointer of Git LFS to a file, not the file; expected WAV",
                "'\u001f\u008b\b' | a gzip file; expected WAV",
                "\u0089PNG0000 | a PNG file; expected WAV",
                "\u00ff\u00d8\u00ff\u00e0 | a JPEG file; expected WAV",
                "FORM0000AIFF | an AIFF file; expected WAV",
                "FORM00008SVX | an 8SVX file; expected WAV",
                "0&\u00b2u\u008ef\u00cf\u0011 | a WMA file; expected WAV",
                "#!AMR-WB | an AMR file; expected WAV",
                "NIST_1A | a NIST SPHERE file; expected WAV",
                "wvpk0000 | a WavPack file; expected WAV",
                "'\u000bw\u0001\u0002' | an AC-3 file; expected WAV, FLAC, MP3 or Ogg Opus; ffmpeg -i FILE talk.flac converts it",
                "'\u007f\u00fe\u0080\u0001' | a DTS file; expected WAV",
                "'\0\0\u0001\u00ba' | an MPEG file; expected WAV",
                "'FLV\u0001\u0005' | a Flash video file; expected WAV",
                "0000moov0000 | a QuickTime file; expected WAV",
                ".ra\u00fd | a RealAudio file; expected WAV",
                "MPCK | a Musepack file; expected WAV",
                "%PDF-1.7 | a PDF file; expected WAV, FLAC, MP3 or Ogg Opus",
                "GIF89a | a GIF file; expected WAV",
                "\u0093NUMPY\u0001\0 | a NumPy file; expected WAV",
                "MThd | a MIDI file; expected WAV",
            })
    void whatIsNotReadIsRefusedNamingWhatIs(String text, String message) {
        assertRefused(text.getBytes(StandardCharsets.ISO_8859_1), OptionalInt.empty(), Kind.UNSUPPORTED, message);
    }

    /** As segments of HLS are. */
    @Test
    void aTransportStreamIsNamed() {
        var packets = new byte[188 * 5 + 10];
        for (int at = 0; at < packets.length; at += 188) {
            packets[at] = 0x47;
        }
        assertRefused(packets, OptionalInt.empty(), Kind.UNSUPPORTED, "an MPEG transport stream; expected WAV");
        packets[188] = 0;
        assertRefused(packets, OptionalInt.empty(), Kind.UNSUPPORTED, "a file of another kind; expected WAV");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"\u0089PNG0000", "RIFF0000WEBPVP8 ", "0000ftypheic", "{}", "%PDF", "MThd", "GIF89a", "no sound"})
    void whatHoldsNoSoundIsNotToBeConverted(String text) {
        assertThatExceptionOfType(SoundFormatException.class)
                .isThrownBy(() -> open(text.getBytes(StandardCharsets.ISO_8859_1), OptionalInt.empty()))
                .satisfies(refused -> assertThat(refused.getMessage()).doesNotContain("ffmpeg"));
    }

    @ParameterizedTest
    @CsvSource({"0xf1, an AAC file", "0xfd, an MPEG audio file of layer II", "0xff, an MPEG audio file of layer I"})
    void otherMpegAudioIsNamed(int second, String name) {
        byte[] file = {(byte) 0xff, (byte) second, 0x50, (byte) 0x80, 0, 0, 0, 0};
        assertRefused(file, OptionalInt.empty(), Kind.UNSUPPORTED, name + "; expected WAV");
    }

    @Test
    void anMp3FileThatBeginsInsideAFrameIsReadFromTheNext() throws IOException {
        byte[] file = seed("tone.mp3");
        byte[] rest = Arrays.copyOfRange(file, 300, file.length); // behind the header of its first frame of sound
        assertThat(open(rest, OptionalInt.empty()).sampleRate()).isEqualTo(44_100);
    }

    @Test
    void anMp3FileSaysHowLongItIs() throws IOException {
        assertThat(open(seed("tone.mp3"), OptionalInt.empty()).seconds()).hasValue(0.1);
    }

    /** As {@code cat} makes them. */
    @ParameterizedTest
    @CsvSource({"voice.opus, 9600", "low.mp3, 800", "tone.mp3, 4410"})
    void filesBehindEachOtherAreHeardOneAfterTheOther(String name, int samples) throws IOException {
        byte[] file = seed(name);
        byte[] twice = Arrays.copyOf(file, 2 * file.length);
        System.arraycopy(file, 0, twice, file.length, file.length);
        assertThat(open(twice, OptionalInt.empty()).read(new double[50_000], 0, 50_000))
                .isEqualTo(2 * samples);
    }

    /** What encoders leave in the header where they read from pipes and write to pipes. */
    @ParameterizedTest
    @CsvSource({"0", "0x7fffffff", "0x3ffff800", "0x1ffffc00", "0x20000000", "0xfffffffff"})
    void aFlacFileWhoseLengthIsAGuessIsReadToItsEnd(String samples) throws IOException {
        byte[] file = declaring(seed("stereo.flac"), Long.decode(samples));
        Arrays.fill(file, MD5, MD5 + 16, (byte) 0);
        var sound = open(file, OptionalInt.empty());
        assertThat(sound.seconds()).isEmpty();
        assertThat(sound.read(new double[20_000], 0, 20_000)).isEqualTo(1600);
    }

    /** Estimates of encoders that cannot go back to the header. */
    @ParameterizedTest
    @ValueSource(longs = {1, 1599, 1601, 100_000})
    void aFlacFileWhoseLengthIsAnEstimateIsReadToItsEnd(long samples) throws IOException {
        byte[] file = declaring(seed("stereo.flac"), samples);
        Arrays.fill(file, MD5, MD5 + 16, (byte) 0);
        byte[] twice = WavFile.join(file, framesOf(file));
        assertThat(open(twice, OptionalInt.empty()).read(new double[20_000], 0, 20_000))
                .isEqualTo(3200);
    }

    @Test
    void aTagBehindAnEstimatedLengthIsNoSound() throws IOException {
        byte[] file = declaring(seed("stereo.flac"), 1600);
        Arrays.fill(file, MD5, MD5 + 16, (byte) 0);
        assertThat(open(WavFile.join(file, new byte[] {'T', 'A', 'G', 0, 0}), OptionalInt.empty())
                        .read(new double[20_000], 0, 20_000))
                .isEqualTo(1600);
    }

    /** As {@code cat} makes them; chained Opus and joined MP3 are read whole, too. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void flacFilesOneAfterTheOtherAreReadAsOne(boolean isLengthKnown) throws IOException {
        byte[] file = seed("stereo.flac");
        if (!isLengthKnown) {
            file = declaring(file, 0);
            Arrays.fill(file, MD5, MD5 + 16, (byte) 0);
        }
        var samples = new double[20_000];
        assertThat(open(WavFile.join(file, file, file), OptionalInt.empty()).read(samples, 0, 20_000))
                .isEqualTo(4800);
        assertThat(Arrays.copyOfRange(samples, 1600, 3200)).isEqualTo(Arrays.copyOf(samples, 1600));
    }

    @Test
    void aCutFlacFileIsNotMadeWholeByTheNext() throws IOException {
        byte[] file = seed("stereo.flac");
        byte[] cut = Arrays.copyOf(file, file.length - framesOf(file).length); // no frame of it
        var sound = open(WavFile.join(cut, file), OptionalInt.empty());
        assertThatExceptionOfType(SoundFormatException.class)
                .isThrownBy(() -> sound.read(new double[20_000], 0, 20_000))
                .withMessage("the FLAC file ends after 0 of 1600 samples");
    }

    @Test
    void flacFilesOfDifferentRatesAreNotOne() throws IOException {
        var sound = open(WavFile.join(seed("stereo.flac"), seed("noise.flac")), OptionalInt.empty());
        assertThatExceptionOfType(SoundFormatException.class)
                .isThrownBy(() -> sound.read(new double[20_000], 0, 20_000))
                .withMessageMatching("a FLAC file of 8000 Hz and 1 channel behind one of 16000 and 2");
    }

    /** Returns what stands behind the metadata of a FLAC file. */
    private static byte[] framesOf(byte[] file) {
        int at = 4;
        while (file[at] >= 0) {
            at += 4 + (ByteBuffer.wrap(file).getInt(at) & 0xffffff);
        }
        return Arrays.copyOfRange(file, at + 4 + (ByteBuffer.wrap(file).getInt(at) & 0xffffff), file.length);
    }

    @Test
    void aLengthThatTheEncoderDidNotConfirmRefusesNoFile() throws IOException {
        byte[] file = declaring(seed("stereo.flac"), 16_000 * 36_000);
        assertThat(open(file, OptionalInt.empty()).seconds()).hasValue(36_000);
        Arrays.fill(file, MD5, MD5 + 16, (byte) 0);
        assertThat(open(file, OptionalInt.empty()).seconds()).isEmpty();
    }

    @Test
    void anMp3FileOfAGuessedNumberOfFramesDoesNotSayHowLongItIs() throws IOException {
        byte[] file = seed("tone.mp3");
        int info = infoOf(file);
        Arrays.fill(file, info + 8, info + 12, (byte) 0xff);
        assertThat(open(file, OptionalInt.empty()).seconds()).isEmpty();
    }

    @Test
    void theInformationOfFraunhofersEncoderIsNoSound() throws IOException {
        byte[] file = seed("tone.mp3");
        int info = infoOf(file);
        int frame = new String(file, StandardCharsets.ISO_8859_1).lastIndexOf("\u00ff", info);
        byte[] vbri = file.clone();
        Arrays.fill(vbri, frame + 4, frame + 100, (byte) 0);
        byte[] none = vbri.clone();
        System.arraycopy("VBRI".getBytes(StandardCharsets.ISO_8859_1), 0, vbri, frame + 36, 4);

        int sound = open(none, OptionalInt.empty()).read(new double[20_000], 0, 20_000);
        assertThat(open(vbri, OptionalInt.empty()).read(new double[20_000], 0, 20_000))
                .isEqualTo(sound - 1152);
    }

    @ParameterizedTest
    @CsvSource({"stereo.flac, 1600", "voice.opus, 9600", "tone.wav, 400", "low.mp3, 800", "tone.mp3, 4410"})
    void whatStandsBehindTagsIsHeard(String name, int samples) throws IOException {
        byte[] withFooter = tag(4, 300);
        withFooter[5] = 0x10;
        byte[] file = WavFile.join(tag(3, 70_000), withFooter, new byte[10], seed(name));
        assertThat(open(file, OptionalInt.empty()).read(new double[20_000], 0, 20_000))
                .isEqualTo(samples);
    }

    @Test
    void whatIsNotReadIsNamedBehindATag() {
        byte[] aac = {(byte) 0xff, (byte) 0xf1, 0x50, (byte) 0x80, 0, 0, 0, 0};
        assertRefused(
                WavFile.join(tag(4, 20), aac), OptionalInt.empty(), Kind.UNSUPPORTED, "an AAC file; expected WAV");
    }

    /** As where the recording of a radio station was cut: no page says that the first stream ends. */
    @Test
    void theNextStreamOfAChainIsHeardThoughTheOneBeforeHasNoEnd() throws IOException {
        byte[] file = seed("voice.opus");
        byte[] chain = WavFile.join(withoutEnd(file), file);
        int second = open(file, OptionalInt.empty()).read(new double[50_000], 0, 50_000);
        assertThat(open(chain, OptionalInt.empty()).read(new double[50_000], 0, 50_000))
                .isGreaterThanOrEqualTo(2 * second); // the first is not trimmed at its end
    }

    @Test
    void aStreamBesideTheFirstIsNotTheNext() throws IOException {
        byte[] file = seed("voice.opus");
        int behind = new String(file, StandardCharsets.ISO_8859_1).indexOf("OggS", 4);
        byte[] other = Arrays.copyOf(file, behind);
        other[14]++; // its serial number
        seal(other, 0);
        byte[] both = WavFile.join(Arrays.copyOf(file, behind), other, Arrays.copyOfRange(file, behind, file.length));
        assertThat(open(both, OptionalInt.empty()).read(new double[20_000], 0, 20_000))
                .isEqualTo(9600);
    }

    @Test
    void anEmptyFileIsRefused() {
        assertRefused(new byte[0], OptionalInt.empty(), Kind.UNREADABLE, "an empty file; expected WAV, FLAC");
    }

    @Test
    void aChannelThatIsNotThereIsRefused() throws IOException {
        assertRefused(
                seed("stereo.flac"), OptionalInt.of(2), Kind.NO_CHANNEL, "no channel 2; expected one from 0 to 1");
        assertRefused(seed("tone.wav"), OptionalInt.of(1), Kind.NO_CHANNEL, "no channel 1");
        assertRefused(seed("stereo.opus"), OptionalInt.of(-1), Kind.NO_CHANNEL, "no channel -1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"stereo.flac", "noise.flac", "voice.opus", "stereo.opus"})
    void aFileThatIsCutOffOrDamagedIsRefused(String name) throws IOException {
        byte[] file = seed(name);
        byte[] cut = Arrays.copyOf(file, file.length - 20);
        assertThatExceptionOfType(SoundFormatException.class)
                .isThrownBy(() -> open(cut, OptionalInt.empty()).read(new double[20_000], 0, 20_000));
        byte[] damaged = file.clone();
        damaged[file.length - 30] ^= 0x10;
        assertThatExceptionOfType(SoundFormatException.class)
                .isThrownBy(() -> open(damaged, OptionalInt.empty()).read(new double[20_000], 0, 20_000))
                .withMessageContaining("a wrong checksum");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "stereo.flac",
                "noise.flac",
                "voice.opus",
                "stereo.opus",
                "tone.mp3",
                "joint.mp3",
                "low.mp3",
                "tone.wav"
            })
    void aWholeFileHasNoRemarks(String name) throws IOException {
        assertThat(remarks(seed(name))).isEmpty();
    }

    /** An encoder may miscount by 1 or 2 frames, but not by 100. */
    @Test
    void anMp3FileThatDeclaresMoreThanItHasHasARemark() throws IOException {
        byte[] cut = declaringFrames(seed("tone.mp3"), 100);
        String missing =
                "2.6 s of the sound that the first frame of the MP3 file declares are missing; was it cut short?";
        assertThat(remarks(cut)).containsExactly(missing);
        assertThat(remarks(WavFile.join(cut, seed("tone.mp3")))).containsExactly(missing);
        assertThat(remarks(declaringFrames(seed("tone.mp3"), 2))).isEmpty();
    }

    /** Xing's own encoder, and Fraunhofer's, state the number of frames and nothing of padding. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void framesAreCountedWhateverProgramWroteTheirNumber(boolean isXing) throws IOException {
        byte[] file = declaringFrames(seed("tone.mp3"), 100);
        int info = infoOf(file);
        int count = ByteBuffer.wrap(file).getInt(info + 8);
        int frame = new String(file, StandardCharsets.ISO_8859_1).lastIndexOf("\u00ff", info);
        Arrays.fill(file, isXing ? info + 12 : frame + 4, info + 150, (byte) 0);
        int name = isXing ? info : frame + 36;
        System.arraycopy((isXing ? "Xing" : "VBRI").getBytes(StandardCharsets.ISO_8859_1), 0, file, name, 4);
        ByteBuffer.wrap(file).putInt(name + (isXing ? 8 : 14), count);
        assertThat(remarks(file)).singleElement().asString().startsWith("2.6 s of the sound");
    }

    @Test
    void anMp3FileThatEndsInsideAFrameHasARemark() throws IOException {
        byte[] file = seed("tone.mp3");
        assertThat(remarks(Arrays.copyOf(file, file.length - 20)))
                .containsExactly("the MP3 file ends inside a frame; was it cut short?");
        assertThat(remarks(WavFile.join(file, new byte[] {'T', 'A', 'G', 0, 0})))
                .isEmpty();
    }

    @Test
    void anOggFileWithoutAnEndHasARemark() throws IOException {
        assertThat(remarks(withoutEnd(seed("voice.opus"))))
                .containsExactly("the Ogg file has no page that ends its stream; was it cut short?");
    }

    /** As recorders of calls write it where packets were lost. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anOggFileWithAGapHasARemark(boolean isFollowed) throws IOException {
        byte[] file = withoutEnd(seed("voice.opus"));
        int page = new String(file, StandardCharsets.ISO_8859_1).lastIndexOf("OggS");
        byte[] again = Arrays.copyOfRange(file, page, file.length); // the same sound, 2 s later
        var fields = ByteBuffer.wrap(again).order(ByteOrder.LITTLE_ENDIAN);
        fields.putLong(6, 2 * fields.getLong(6) + 96_000);
        again[5] |= 4;
        seal(again, 0);
        file = WavFile.join(file, again);
        byte[] seen = isFollowed ? WavFile.join(file, seed("voice.opus")) : file;
        assertThat(remarks(seen))
                .singleElement()
                .asString()
                .isEqualTo(
                        "2.0 s of sound are missing within the Ogg file, by the positions of its pages: what follows is"
                                + " early");
    }

    private static List<String> remarks(byte[] file) throws IOException {
        var sound = open(file, OptionalInt.empty());
        sound.read(new double[50_000], 0, 50_000);
        return sound.remarks().stream().map(SoundRemark::detail).toList();
    }

    /** Returns an MP3 file whose first frame states more frames than there are. */
    private static byte[] declaringFrames(byte[] mp3, int more) {
        byte[] file = mp3.clone();
        int at = infoOf(file) + 8;
        ByteBuffer.wrap(file).putInt(at, ByteBuffer.wrap(file).getInt(at) + more);
        return file;
    }

    private static int infoOf(byte[] mp3) {
        String text = new String(mp3, StandardCharsets.ISO_8859_1);
        return Math.max(text.indexOf("Info"), text.indexOf("Xing"));
    }

    private static byte[] declaring(byte[] flac, long samples) {
        byte[] file = flac.clone();
        file[21] = (byte) ((file[21] & 0xf0) | (samples >> 32));
        ByteBuffer.wrap(file).putInt(22, (int) samples);
        return file;
    }

    /** Returns an ID3v2 tag. */
    private static byte[] tag(int version, int bytes) {
        int size = ((bytes >> 14) << 16) | (((bytes >> 7) & 0x7f) << 8) | (bytes & 0x7f); // seven bits a byte
        byte[] head = ByteBuffer.allocate(10)
                .put(new byte[] {'I', 'D', '3', (byte) version, 0, 0})
                .putInt(size)
                .array();
        return WavFile.join(head, new byte[bytes]);
    }

    /** Returns an Ogg file whose last page does not say that it is the last. */
    private static byte[] withoutEnd(byte[] ogg) {
        byte[] file = ogg.clone();
        int page = new String(file, StandardCharsets.ISO_8859_1).lastIndexOf("OggS");
        file[page + 5] &= ~4;
        seal(file, page);
        return file;
    }

    /** Writes the checksum of the page from here to the end of the file. */
    private static void seal(byte[] file, int page) {
        var fields = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putInt(page + 22, 0);
        int sum = 0;
        for (int i = page; i < file.length; i++) {
            sum ^= file[i] << 24;
            for (int bit = 0; bit < 8; bit++) {
                sum = sum << 1 ^ (sum < 0 ? 0x04c11db7 : 0);
            }
        }
        fields.putInt(page + 22, sum);
    }

    private static void assertRefused(byte[] file, OptionalInt channel, Kind kind, String message) {
        assertThatExceptionOfType(SoundFormatException.class)
                .isThrownBy(() -> open(file, channel))
                .withMessageStartingWith(message)
                .extracting(SoundFormatException::kind)
                .isEqualTo(kind);
    }

    private static Sound open(byte[] file, OptionalInt channel) throws IOException {
        return SoundFiles.open(new ByteArrayInputStream(file), channel);
    }

    private static byte[] seed(String name) throws IOException {
        try (var file = SoundFilesTests.class.getResourceAsStream(SEEDS + name)) {
            return Objects.requireNonNull(file, name).readAllBytes();
        }
    }
}
