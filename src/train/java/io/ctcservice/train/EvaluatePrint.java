package io.ctcservice.train;

import io.ctcservice.core.span.WordSpan;
import io.ctcservice.recognition.NetworkFaultException;
import io.ctcservice.recognition.onnx.OnnxRuntimeException;
import io.ctcservice.train.print.Grey;
import io.ctcservice.train.print.LineMaker;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;

/**
 * Measures an ONNX file on lines in held-out fonts and on the pictures of a data folder, compared with what other recognisers
 * make of the same lines: those whose readings the data folder has, and Tesseract where it is installed.
 */
final class EvaluatePrint {

    /** The white margin around a line in pixels, without which Tesseract reads worse. */
    private static final int RIM = 10;

    /** The replacements of typographic signs that most transcriptions make. */
    private static final Map<String, String> TRANSCRIBED =
            Map.of("“", "``", "”", "''", "‘", "`", "’", "'", "–", "-", "ﬁ", "fi", "ﬂ", "fl");

    private EvaluatePrint() {}

    /** A row of the table: a reader and its errors in each set. */
    private record Row(String reader, List<ErrorRates> errors, List<Double> milliseconds) {}

    public static void main(String[] arguments) throws Exception {
        Program.EVALUATE.main(arguments, EvaluatePrint::run);
    }

    @SuppressWarnings("SystemOut")
    private static void run(Settings settings)
            throws IOException, OnnxRuntimeException, NetworkFaultException, InterruptedException {
        List<TestLines> tests = TrainPrint.tests(settings);
        var rows = new ArrayList<Row>();
        try (var network = OnnxLines.of(Files.readAllBytes(settings.file("file")))) {
            var reader = new LineReader(network);
            rows.add(row("print, greedy", tests, line -> reader.read(line.picture())));
            folded(settings, tests, reader, rows);
            printPlaces(settings, reader);
            printConfidence(settings, tests, reader);
            if (settings.flag("errors")) {
                printErrors(tests, reader);
            }
        }
        if (tests.stream().anyMatch(test -> test.lines().stream().anyMatch(TestLines.Line::hasOther))) {
            rows.add(row("the data's network", tests, TestLines.Line::other));
        }
        if (settings.flag("tesseract")) {
            rows.add(row("Tesseract", tests, line -> tesseract(line.picture())));
        }
        print(tests, rows);
    }

    /** Adds the rows of folded text (small letters only), and with a language model. */
    private static void folded(Settings settings, List<TestLines> tests, LineReader reader, List<Row> rows)
            throws IOException, InterruptedException {
        List<TestLines> folded = tests.stream().map(TestLines::folded).toList();
        var greedy = FoldedReader.greedy(reader);
        rows.add(row("print, folded, greedy", folded, line -> greedy.read(line.picture())));
        if (!settings.text("model").isEmpty()) {
            var guided = FoldedReader.guided(reader, settings.model());
            rows.add(row("print, folded, language model", folded, line -> guided.read(line.picture())));
        }
    }

    @SuppressWarnings("SystemOut")
    private static void printPlaces(Settings settings, LineReader reader) throws IOException {
        LineMaker maker = TrainPrint.maker(settings, /* forTests= */ true);
        System.out.println(CharacterBoxes.measure(reader, maker, settings.number("lines")) + "\n");
    }

    @SuppressWarnings("SystemOut")
    private static void printConfidence(Settings settings, List<TestLines> tests, LineReader reader)
            throws IOException {
        var reliability = new Reliability();
        for (TestLines test : tests) {
            for (TestLines.Line line : test.lines()) {
                List<WordSpan> words = reader.words(line.picture());
                reliability.add(
                        words.stream().mapToDouble(WordSpan::confidence).toArray(),
                        Reliability.right(
                                words.stream().map(WordSpan::text).toList(),
                                List.of(line.truth().split(" +"))));
            }
        }
        System.out.printf(
                Locale.ROOT,
                "%s%nexpected calibration error %.2f %%%n%n",
                reliability.table(),
                reliability.expectedCalibrationError());
        if (!settings.text("diagram").isEmpty()) {
            Files.writeString(settings.path("diagram"), reliability.diagram("Confidence of words against being right"));
        }
    }

    /** A reader of lines; a reading is null if it has none of that line. */
    private interface Reader {
        @Nullable
        String read(TestLines.Line line) throws IOException, InterruptedException;
    }

    private static Row row(String name, List<TestLines> tests, Reader reader) throws IOException, InterruptedException {
        var errors = new ArrayList<ErrorRates>();
        var times = new ArrayList<Double>();
        for (TestLines test : tests) {
            var rates = new ErrorRates();
            long start = System.nanoTime();
            for (TestLines.Line line : test.lines()) {
                @Nullable String read = reader.read(line);
                if (read != null) {
                    rates.add(read, line.truth());
                }
            }
            times.add((System.nanoTime() - start) / 1e6 / test.lines().size());
            errors.add(rates);
        }
        return new Row(name, errors, times);
    }

    @SuppressWarnings("SystemOut")
    private static void print(List<TestLines> tests, List<Row> rows) {
        var head = new StringBuilder("| reader |");
        var rule = new StringBuilder("|---|");
        for (TestLines test : tests) {
            head.append(" %s, %d lines: CER / WER, ms a line |"
                    .formatted(test.name(), test.lines().size()));
            rule.append("---|");
        }
        System.out.println(head + "\n" + rule);
        for (Row row : rows) {
            var line = new StringBuilder("| " + row.reader() + " |");
            for (int i = 0; i < tests.size(); i++) {
                ErrorRates errors = row.errors().get(i);
                double time = row.milliseconds().get(i);
                line.append(
                        errors.isEmpty()
                                ? " |"
                                : String.format(Locale.ROOT, " %.2f / %.2f, %.1f |", errors.cer(), errors.wer(), time));
            }
            System.out.println(line);
        }
    }

    @SuppressWarnings("SystemOut")
    private static void printErrors(List<TestLines> tests, LineReader reader) {
        for (TestLines test : tests) {
            for (TestLines.Line line : test.lines()) {
                String read = reader.read(line.picture());
                if (!read.equals(line.truth())) {
                    System.out.println(test.name() + "\n  " + line.truth() + "\n  " + read);
                }
            }
        }
    }

    private static String tesseract(Grey picture) throws IOException, InterruptedException {
        var image =
                new BufferedImage(picture.width() + 2 * RIM, picture.height() + 2 * RIM, BufferedImage.TYPE_BYTE_GRAY);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
        graphics.drawImage(picture.toImage(), RIM, RIM, null);
        graphics.dispose();
        var command = new ProcessBuilder("tesseract", "stdin", "stdout", "--psm", "7", "--dpi", "300")
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        command.environment().put("OMP_THREAD_LIMIT", "1");
        Process process = command.start();
        try (var input = process.getOutputStream()) {
            ImageIO.write(image, "png", input);
        }
        String read = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        process.waitFor();
        for (var sign : TRANSCRIBED.entrySet()) {
            read = read.replace(sign.getKey(), sign.getValue());
        }
        return read;
    }
}
