package io.ctcservice.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.ctcservice.train.print.Grey;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests that a fault of the user ends a program of training with one sentence that names the setting. */
final class TrainingProgramsTests {

    /** A command of a page: its program and settings. */
    private static final Pattern COMMAND = Pattern.compile("exec:exec@([a-z-]+)[\\s\\\\]+-Dtrain=\"([^\"]+)\"");

    @TempDir
    private Path folder;

    /** Returns what a program says of a fault; nothing if there is none. */
    private static String said(Program program, Program.Work work, String... settings) throws Exception {
        var err = new ByteArrayOutputStream();
        boolean isDone = program.run(settings, work, new PrintStream(err, true, StandardCharsets.UTF_8));
        String said = err.toString(StandardCharsets.UTF_8);
        assertThat(isDone).isEqualTo(said.isEmpty());
        assertThat(said.lines().count()).isLessThan(2);
        return said.strip();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        SPEECH_TRAIN  | fonts=x             | speech-train: "fonts=x" is of no effect on speech-train, which takes [begin, begin-hidden
        EVALUATE      | sound-hidden=320    | evaluate: "sound-hidden=320" is of no effect on evaluate, which takes [data, diagram
        TRAIN         | stpes=3             | train: "stpes=3" is not name=value with a name of [batch, begin
        TRAIN         | begin-hidden=8      | train: begin-hidden=8 is of no effect without begin
        SPEECH_EXPORT | share=0.3           | speech-export: share=0.3 is of no effect without interpolate
        SPEECH_EXPORT | look-ahead=5        | speech-export: look-ahead=5 is of no effect without streams
        EXPORT        | case=x.bin          | export: case=x.bin is of no effect without picture
        EXPORT        | picture=x.png       | export: picture=x.png is of no effect without case
        SPEECH_DATA   | tested=digits       | speech-data: tested=digits is of no effect without recordings
        """)
    void aSettingThatHasNoEffectIsRefused(Program program, String setting, String start) throws Exception {
        assertThat(said(program, settings -> {}, setting)).startsWith(start);
    }

    @ParameterizedTest
    @ValueSource(strings = {"training.md", "network-print.md", "network-demo-english.md"})
    void theCommandsOfThePagesAreTaken(String page) throws Exception {
        var commands = COMMAND.matcher(Files.readString(Path.of("src/docs", page)));
        int count = 0;
        for (; commands.find(); count++) {
            var program =
                    Program.valueOf(commands.group(1).toUpperCase(Locale.ROOT).replace('-', '_'));
            String[] settings = commands.group(2).replaceAll("<[^>]*>", "x").split("\\s+");
            assertThat(said(program, any -> {}, settings)).isEmpty();
        }
        assertThat(count).isPositive();
    }

    @Test
    void whatHasAnEffectIsTaken() throws Exception {
        assertThat(said(Program.SPEECH_TRAIN, settings -> {}, "learned=", "streams=true", "look-ahead=5", "workers=2"))
                .isEmpty();
        assertThat(said(Program.SPEECH_DATA, settings -> {}, "tested=", "learned=", "utterances=1"))
                .isEmpty();
        assertThat(said(Program.EXPORT, settings -> {}, "case=x.bin", "picture=x.png"))
                .isEmpty();
        assertThat(said(Program.TRAIN, settings -> settings.number("steps"), "steps=many"))
                .isEqualTo("train: steps=many; expected a whole number");
    }

    @Test
    void aMissingFileOrFolderIsNamedWithItsSetting() throws Exception {
        Path none = folder.resolve("none");

        assertThat(said(Program.SPEECH_TUNE, TuneSpeech::run, "file=" + none))
                .isEqualTo("speech-tune: file=" + none + " is no file; expected one to read");
        assertThat(said(Program.SPEECH_TUNE, settings -> settings.model()))
                .startsWith("speech-tune: model= is no file");
        assertThat(said(Program.PREVIEW, PreviewPrint::run, "fonts=" + none, "texts=" + none, "lists=" + none))
                .contains("=" + none + ": there is no file or folder");
        assertThat(said(Program.SPEECH_EXPORT, ExportSpeech::run, "folder=" + none))
                .contains("folder=" + none);
        assertThat(said(Program.TRAIN, settings -> assertThat(Path.of("\0")).isNotNull()))
                .contains("Nul character");
    }

    @Test
    void aFileThatCannotBeReadIsNamedWithItsSetting() throws Exception {
        Path text = Files.writeString(folder.resolve("text"), "no such thing");

        assertThat(said(Program.SPEECH_TUNE, TuneSpeech::run, "file=" + text)).startsWith("speech-tune: file=" + text);
        assertThat(said(Program.SPEECH_EVALUATE, settings -> settings.model(), "model=" + text))
                .startsWith("speech-evaluate: model=" + text + ": line 2: the file ends");
        assertThat(said(Program.EXPORT, settings -> Grey.read(settings.file("picture")), "picture=" + text, "case=x"))
                .isEqualTo("export: picture=" + text + ": " + text + " is no picture that can be read");
    }

    @Test
    void aFaultOfTheProgramKeepsItsTrace() {
        assertThatIllegalStateException()
                .isThrownBy(() -> said(Program.TRAIN, settings -> {
                    throw new IllegalStateException("bug");
                }));
    }

    /** Each setting that a program's own class asks for is one that the program takes. */
    @ParameterizedTest
    @CsvSource({
        "PREVIEW, PreviewPrint",
        "TRAIN, TrainPrint",
        "EXPORT, ExportPrint",
        "EVALUATE, EvaluatePrint",
        "SPEECH_DATA, MakeSpeech",
        "SPEECH_TRAIN, TrainSpeech",
        "SPEECH_EXPORT, ExportSpeech",
        "SPEECH_TUNE, TuneSpeech",
        "SPEECH_EVALUATE, EvaluateSpeech"
    })
    void aProgramTakesWhatItAsksFor(Program program, String type) throws IOException {
        var source = Files.readString(Path.of("src/train/java/io/ctcservice/train", type + ".java"));
        var asked = Pattern.compile("settings\\s*\\.[a-z]+\\(\"([a-z-]+)\"\\)")
                .matcher(source)
                .results()
                .map(found -> found.group(1))
                .toList();

        assertThat(asked).isNotEmpty();
        assertThat(program.names()).containsAll(asked);
    }
}
