package io.ctcservice.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.ctcservice.audio.file.SoundFiles;
import io.ctcservice.core.decode.GreedyDecoder;
import io.ctcservice.core.decode.guide.FusionWeights;
import io.ctcservice.core.loss.scaled.ScaledForward;
import io.ctcservice.core.text.WordGrouping;
import io.ctcservice.recognition.NetworkFiles;
import io.ctcservice.recognition.NetworkSettings;
import io.ctcservice.recognition.Turns;
import io.ctcservice.recognition.onnx.OnnxNetworks;
import io.ctcservice.recognition.onnx.OnnxRuntime;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.jar.JarFile;
import javax.imageio.ImageIO;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests of recordings and pictures that a network reads in the executor. */
final class RecognitionTests {

    private static final int JAVA_25 = 69; // of class files
    private static final Path TALK = Path.of("src/docs/examples/talk.flac");
    private static final Path LINE = Path.of("src/docs/examples/line.png");
    private static final Path NETWORK = Path.of("src/main/resources/networks/demo-english.onnx");

    @TempDir
    private static Path folder;

    private static final SparkSession spark = LocalSpark.session();

    private final Job job = new Job(spark, folder);

    /** Returns what the network and the core say of the recording, without Spark. */
    private static String reading() throws Exception {
        var files = NetworkFiles.of(Files.readAllBytes(NETWORK));
        try (var network = OnnxNetworks.load(OnnxRuntime.load(), "demo", files, NetworkSettings.none());
                var file = Files.newInputStream(TALK)) {
            var vocabulary = network.description().vocabulary();
            var emissions = network.recognise(SoundFiles.open(file, OptionalInt.empty()), Turns.AT_ONCE, 1 << 20);
            var best = new GreedyDecoder(new ScaledForward(), vocabulary.blank())
                    .decode(emissions)
                    .get(0);
            return WordGrouping.of(vocabulary).text(best.labels());
        }
    }

    @Test
    void aManifestOfRecordingsIsReadByAShippedNetwork() throws Exception {
        Files.copy(TALK, folder.resolve("talk.flac"));
        Files.writeString(folder.resolve("text.wav"), "no sound at all");
        Files.write(
                folder.resolve("sounds.jsonl"),
                List.of(
                        "{\"id\": \"talk\", \"recording\": \"talk.flac\"}",
                        "{\"id\": \"text\", \"recording\": \"text.wav\"}",
                        "{\"id\": \"gone\", \"recording\": \"gone.wav\"}",
                        "{\"id\": \"none\"}"));

        assertThat(job.run(
                        "sounds.jsonl", "heard", "--task", "decode", "--network", "demo-english", "--include", "words"))
                .contains("rows 4, bad 3, written 4");

        var rows = job.rows("heard");
        Row talk = rows.get("talk");
        assertThat(talk.<String>getAs("text")).isEqualTo(reading()).isNotBlank();
        List<Row> words = talk.getList(talk.fieldIndex("words"));
        Row last = words.get(words.size() - 1);
        assertThat(last.<Double>getAs("endSeconds")).isGreaterThan(0.5).isLessThan(60);
        assertThat(rows.get("text").<String>getAs("error")).startsWith("recording: ");
        assertThat(rows.get("gone").<String>getAs("error")).startsWith("recording: there is no file");
        assertThat(rows.get("none").<String>getAs("error")).startsWith("recording: missing");
    }

    @Test
    void recordingsInATableAreAlignedByANetworkInAFile() throws Exception {
        String text = reading();
        var schema = new StructType()
                .add("id", DataTypes.StringType)
                .add("recording", DataTypes.BinaryType)
                .add("target", DataTypes.StringType);
        spark.createDataFrame(
                        List.of(
                                RowFactory.create("talk", Files.readAllBytes(TALK), text),
                                RowFactory.create("text", "none".getBytes(StandardCharsets.UTF_8), text)),
                        schema)
                .write()
                .parquet(folder.resolve("recorded").toString());

        assertThat(job.run(
                        "recorded",
                        "placed",
                        "--task",
                        "align",
                        "--network",
                        NETWORK.toAbsolutePath().toString()))
                .contains("rows 2, bad 1, written 2");

        Row talk = job.rows("placed").get("talk");
        assertThat(talk.<Row>getAs("verdict").<String>getAs("match")).isEqualTo("good");
        assertThat(talk.getList(talk.fieldIndex("words"))).hasSize(text.split(" ", -1).length);
    }

    /** The one frame of a sound of 10 ms lasts longer than it. */
    @Test
    void timesEndWithTheRecording() throws IOException {
        Files.write(folder.resolve("short.wav"), wav(new byte[320]));
        Files.writeString(
                folder.resolve("short.jsonl"), "{\"id\": \"a\", \"recording\": \"short.wav\", \"target\": \"a\"}");
        var keywords = Files.writeString(folder.resolve("a.txt"), "a\t-1e6");

        job.run("short.jsonl", "short-placed", "--task", "align", "--network", "demo-english");
        job.run(
                "short.jsonl",
                "short-found",
                "--task",
                "spot",
                "--network",
                "demo-english",
                "--keywords",
                keywords.toString());

        Row placed = job.rows("short-placed").get("a");
        Row found = job.rows("short-found").get("a");
        assertThat(placed.<Integer>getAs("frames")).isEqualTo(1);
        for (Row span : List.of(
                placed.<Row>getList(placed.fieldIndex("words")).get(0),
                found.<Row>getList(found.fieldIndex("detections")).get(0))) {
            assertThat(span.<Integer>getAs("end")).isEqualTo(1);
            assertThat(span.<Double>getAs("endSeconds")).isEqualTo(0.01);
        }
    }

    /** Returns a file of these samples, of 16 bits at 16 kHz. */
    static byte[] wav(byte[] samples) {
        return ByteBuffer.allocate(44 + samples.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put("RIFF".getBytes(StandardCharsets.US_ASCII))
                .putInt(36 + samples.length)
                .put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII))
                .putInt(16)
                .putShort((short) 1)
                .putShort((short) 1)
                .putInt(16_000)
                .putInt(32_000)
                .putShort((short) 2)
                .putShort((short) 16)
                .put("data".getBytes(StandardCharsets.US_ASCII))
                .putInt(samples.length)
                .put(samples)
                .array();
    }

    @Test
    void picturesAreReadByANetworkForPictures() throws IOException {
        Files.copy(LINE, folder.resolve("line.png"));
        Files.writeString(folder.resolve("lines.jsonl"), "{\"id\": \"line\", \"picture\": \"line.png\"}\n");

        String[] options = {"--task", "decode", "--network", "print", "--include", "words", "--seconds-per-frame", "0.5"
        };
        assertThat(job.run("lines.jsonl", "lines", options)).contains("rows 1, bad 0, written 1");

        Row line = job.rows("lines").get("line");
        assertThat(line.<String>getAs("text")).isNotBlank();
        assertThat(line.<Object>getAs("warnings")).isNull();
        Row first = line.<Row>getList(line.fieldIndex("words")).get(0);
        assertThat(first.<Double>getAs("endSeconds")).isEqualTo(0.5 * first.<Integer>getAs("end"));
    }

    @Test
    void aPictureThatIsReadBadlyIsNamed() throws IOException {
        var line = ImageIO.read(LINE.toFile());
        var page = new BufferedImage(line.getWidth(), 5 * line.getHeight(), BufferedImage.TYPE_BYTE_GRAY);
        var paint = page.createGraphics();
        paint.setColor(Color.WHITE);
        paint.fillRect(0, 0, page.getWidth(), page.getHeight());
        paint.drawImage(line, 0, 0, null);
        paint.dispose();
        ImageIO.write(page, "png", folder.resolve("page.png").toFile());
        Files.writeString(folder.resolve("pages.jsonl"), "{\"id\": \"page\", \"picture\": \"page.png\"}\n");

        assertThat(job.run("pages.jsonl", "pages", "--task", "decode", "--network", "print"))
                .contains("with warnings 1, one of them: picture: the network is unsure of what it reads");
    }

    @Test
    void aLanguageModelCountsAsMuchAsTheNetworkSays() throws Exception {
        var model = Files.writeString(folder.resolve("good.arpa"), """
                \\data\\
                ngram 1=4

                \\1-grams:
                -1.0 <s>
                -1.0 </s>
                -0.5 good
                -0.5 <unk>

                \\end\\
                """);
        var options =
                new HashMap<>(Map.of("network", "demo-english", "decoder", "beam", "language-model", model.toString()));
        try (var network = OnnxNetworks.load(
                OnnxRuntime.load(), "demo", NetworkFiles.of(Files.readAllBytes(NETWORK)), NetworkSettings.none())) {
            var theirs = network.description().weights();
            assertThat(theirs).isNotEqualTo(FusionWeights.DEFAULT);
            assertThat(weights(options)).isEqualTo(theirs);

            options.put("word-bonus", "2");
            assertThat(weights(options)).isEqualTo(new FusionWeights(theirs.weight(), 2));
        }
    }

    private static FusionWeights weights(Map<String, String> options) {
        var search = new SettingsReader(Task.DECODE, Options.of(options, SettingsReader.NAMES))
                .read()
                .search();
        return new FusionWeights(search.weight(), search.wordBonus());
    }

    @Test
    void whatComesWithANetworkIsNotNamedBesideIt() throws IOException {
        Files.writeString(folder.resolve("any.jsonl"), "{\"id\": \"a\", \"recording\": \"a.wav\"}\n");

        assertThatThrownBy(() ->
                        job.run("any.jsonl", "no", "--task", "decode", "--network", "demo-english", "--blank", "0"))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("--blank comes with --network");
        String[] timed = {
            "--task", "decode", "--network", "demo-english", "--include", "words", "--seconds-per-frame", "0.02"
        };
        assertThatThrownBy(() -> job.run("any.jsonl", "no", timed))
                .hasMessageContaining("--seconds-per-frame comes with --network");
        assertThatThrownBy(() -> job.run("any.jsonl", "no", "--task", "decode", "--network", "demo-french"))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("demo-french");
        assertThat(folder.resolve("no")).doesNotExist();
    }

    @Test
    void theJarHoldsWhatNeedsALaterJavaOnlyForIt() throws IOException {
        var jar = Path.of(System.getProperty("spark.recognition.jar", ""));
        assumeThat(jar).isRegularFile();
        try (var file = new JarFile(jar.toFile())) {
            assertThat(file.isMultiRelease()).isTrue();
            assertThat(file.getEntry("networks/demo-english.onnx")).isNotNull();
            assertThat(file.getEntry("io/ctcservice/recognition/presets.properties"))
                    .isNotNull();
            var later = file.stream()
                    .filter(entry -> entry.getName().endsWith("recognition/OnnxRecognisers.class"))
                    .toList();
            assertThat(later).hasSize(1);
            assertThat(later.get(0).getName()).startsWith("META-INF/versions/25/");
            try (var in = new DataInputStream(file.getInputStream(later.get(0)))) {
                assertThat(in.readLong() & 0xFFFF).isEqualTo(JAVA_25);
            }
        }
    }
}
