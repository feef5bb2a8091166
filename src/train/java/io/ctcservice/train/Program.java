package io.ctcservice.train;

import io.ctcservice.recognition.NetworkFaultException;
import io.ctcservice.recognition.onnx.OnnxRuntimeException;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Arrays;
import java.util.Collections;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The programs of training, each with the settings that it uses. A fault of the user ends one with a sentence and status 1. */
enum Program {
    PREVIEW(Names.LINES, Set.of("folder")),
    TRAIN(Names.PRINT_TESTS, Names.PRINT_SHAPE, Names.BEGIN, Names.RUN, Set.of("begin-channels", "batch")),
    EXPORT(Names.LINES, Names.PRINT_SHAPE, Set.of("folder", "file", "picture", "case")),
    EVALUATE(Names.PRINT_TESTS, Set.of("file", "errors", "tesseract", "model", "diagram")),
    STEP_COST(Names.PRINT_SHAPE, Names.SOUND_SHAPE),
    SPEECH_DATA(Names.SENTENCES, Set.of("sound", "recordings", "learned", "tested", "unseen", "utterances")),
    SPEECH_TRAIN(
            Names.SOUND_TESTS,
            Names.SOUND_SHAPE,
            Names.BEGIN,
            Names.RUN,
            Set.of("begin-temperature", "learned", "people", "distorted", "telephones", "masked", "seconds")),
    SPEECH_EXPORT(
            Names.SOUND_TESTS,
            Names.SOUND_SHAPE,
            Set.of(
                    "folder",
                    "file",
                    "recording",
                    "case",
                    "temperature",
                    "weight",
                    "word-bonus",
                    "interpolate",
                    "share")),
    SPEECH_TUNE(Names.SOUND_TESTS, Set.of("file", "model", "temperatures", "weights", "word-bonuses")),
    SPEECH_EVALUATE(Names.SOUND_TESTS, Names.SENTENCES, Set.of("file", "errors", "timed", "diagram"));

    /** Names of settings that several programs use. */
    private static final class Names {
        private static final Set<String> LINES = Set.of("fonts", "texts", "lists", "seed", "lines");
        private static final Set<String> PRINT_TESTS =
                Set.of("fonts", "texts", "lists", "seed", "lines", "data", "sets");
        private static final Set<String> PRINT_SHAPE = Set.of("channels", "layers", "hidden");
        private static final Set<String> SOUND_TESTS = Set.of("sound", "sound-sets", "lines");
        private static final Set<String> SOUND_SHAPE =
                Set.of("streams", "look-ahead", "sound-channels", "sound-layers", "sound-hidden");
        private static final Set<String> BEGIN = Set.of("begin", "begin-layers", "begin-hidden");
        private static final Set<String> RUN = Set.of("folder", "steps", "epoch", "peak", "seed", "workers");
        private static final Set<String> SENTENCES = Set.of("texts", "words", "model", "variants", "seed");
    }

    @SuppressWarnings("ImmutableEnumChecker") // filled by the constructor
    private final Set<String> names = new TreeSet<>();

    @SafeVarargs
    @SuppressWarnings("varargs")
    Program(Set<String>... names) {
        Arrays.stream(names).forEach(this.names::addAll);
    }

    /** The work of a program. */
    interface Work {
        void with(Settings settings) throws Exception;
    }

    /** Returns the names of the settings that it uses, in order. */
    Set<String> names() {
        return Collections.unmodifiableSet(names);
    }

    /** Returns its name, as {@code exec:exec@speech-train} has it. */
    String title() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    boolean isOfSpeech() {
        return names.contains("sound");
    }

    /** Runs it as the JVM's main program, which ends with 1 after a fault of the user. */
    @SuppressWarnings("SystemOut")
    void main(String[] arguments, Work work) throws Exception {
        if (!run(arguments, work, System.err)) {
            System.exit(1);
        }
    }

    /**
     * Runs it.
     *
     * @param err takes one sentence about a fault of the user
     * @return whether there was no fault of the user
     * @throws Exception a fault of the program
     */
    boolean run(String[] arguments, Work work, PrintStream err) throws Exception {
        Settings settings = null;
        try {
            settings = Settings.of(this, arguments);
            work.with(settings);
            return true;
        } catch (IOException | UncheckedIOException | NetworkFaultException | OnnxRuntimeException fault) {
            tell(fault, settings, err);
        } catch (IllegalArgumentException fault) {
            boolean isOurs = fault.getStackTrace()[0].getClassName().startsWith("io.ctcservice.");
            if (!isOurs && !(fault instanceof InvalidPathException)) {
                throw fault;
            }
            tell(fault, settings, err);
        }
        return false;
    }

    private void tell(Exception fault, @Nullable Settings settings, PrintStream err) {
        Throwable cause = fault.getCause();
        Throwable told = fault instanceof UncheckedIOException && cause != null ? cause : fault;
        String sentence = Objects.requireNonNullElse(
                told instanceof FileSystemException file ? sentence(file) : told.getMessage(), told.toString());
        if (settings != null && fault instanceof NetworkFaultException) {
            sentence = "file=" + settings.text("file") + ": " + sentence;
        }
        err.println(title() + ": " + (settings == null ? sentence : settings.naming(sentence)));
    }

    private static String sentence(FileSystemException fault) {
        String file = fault.getFile();
        return switch (fault) {
            case NoSuchFileException missing -> "there is no file or folder " + missing.getFile();
            case AccessDeniedException denied -> denied.getFile() + " may not be read or written";
            case NotDirectoryException none -> none.getFile() + " is no folder";
            case FileAlreadyExistsException other -> other.getFile() + " is in the way; expected a folder or nothing";
            default -> file + ": " + Objects.requireNonNullElse(fault.getReason(), "cannot be read or written");
        };
    }
}
