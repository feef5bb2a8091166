package io.ctcservice.recognition;

import io.ctcservice.audio.OtherFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The file of a network and those beside it. Immutable. */
public final class NetworkFiles {

    private static final String SETTING = "location";
    private static final String USUAL_NAME = "model.onnx";
    private static final String EXTENSION = ".onnx";

    /** The folder of the ONNX files in repositories of Hugging Face: the files that describe them lie around it. */
    private static final String FOLDER_OF_MODELS = "onnx";

    /** Words in the names of networks that find text, or its direction, and do not read it. */
    private static final Set<String> OTHER_STEPS = Set.of("det", "detect", "detection", "cls", "angle");

    private static final String LFS_POINTER = "version https://git-lfs.github.com/spec/";
    /** What is downloaded in place of a network: an error, or an archive with it. */
    private static final Set<OtherFile> NEVER_ONNX =
            Set.of(OtherFile.MARKUP, OtherFile.JSON, OtherFile.GZIP, OtherFile.ZIP);

    private static final long LONGEST_SIDE_FILE = 64L << 20;

    private final @Nullable Path model;
    private final byte[] bytes;

    private NetworkFiles(@Nullable Path model, byte[] bytes) {
        this.model = model;
        this.bytes = bytes;
    }

    /** Returns the files of a network in memory, with none beside it. */
    public static NetworkFiles of(byte[] model) {
        return new NetworkFiles(null, model.clone());
    }

    /**
     * Returns the files of the network at a path: of a file, or of a folder {@code model.onnx} or the only {@code .onnx} in it that reads, or
     * in its folder {@code onnx} where it has none itself.
     *
     * @throws NetworkFaultException if there is none, or several
     */
    public static NetworkFiles at(Path location) throws NetworkFaultException {
        if (Files.notExists(location)) {
            throw new NetworkFaultException(SETTING, "there is no file or folder " + location.toAbsolutePath());
        }
        var model = Files.isDirectory(location) ? inFolder(location) : location;
        if (!Files.isReadable(model)) {
            throw new NetworkFaultException(
                    SETTING, "the file " + model.toAbsolutePath() + " may not be read by this user");
        }
        requireModel(model);
        return new NetworkFiles(model, new byte[0]);
    }

    /** Returns the refusal of a file that is no network: what it is by its name, else why it cannot be loaded. */
    public NetworkFaultException unloadable(String why) {
        return path().flatMap(file -> OtherModel.describe(name()).map(other -> file.toAbsolutePath() + " " + other))
                .map(other -> new NetworkFaultException(SETTING, other))
                .orElseGet(() -> new NetworkFaultException(SETTING, "the network cannot be loaded: " + why));
    }

    /** What is certainly no model is named here: ONNX Runtime has no good words for it. */
    private static void requireModel(Path model) throws NetworkFaultException {
        String fault = Files.isDirectory(model) ? "is a folder, not a file" : fault(start(model));
        if (!fault.isEmpty()) {
            throw new NetworkFaultException(SETTING, model.toAbsolutePath() + " " + fault);
        }
    }

    private static String fault(String start) {
        if (start.startsWith(LFS_POINTER)) {
            return "is a pointer of Git LFS to the file, not the file: git lfs pull fetches it";
        }
        if (start.isEmpty()) {
            return "is empty";
        }
        return OtherFile.of(start.getBytes(StandardCharsets.ISO_8859_1))
                .filter(NEVER_ONNX::contains)
                .map(kind -> "is " + kind.description() + ", not an ONNX file")
                .orElse("");
    }

    private static String start(Path model) throws NetworkFaultException {
        try (var file = Files.newInputStream(model)) {
            return new String(file.readNBytes(LFS_POINTER.length()), StandardCharsets.ISO_8859_1);
        } catch (IOException unreadable) {
            throw new NetworkFaultException(
                    SETTING, model.toAbsolutePath() + " cannot be read: " + unreadable.getMessage());
        }
    }

    private static Path inFolder(Path folder) throws NetworkFaultException {
        if (Files.isRegularFile(folder.resolve(USUAL_NAME))) {
            return folder.resolve(USUAL_NAME);
        }
        var names = names(folder);
        var models = names.stream().filter(name -> name.endsWith(EXTENSION)).toList();
        var inner = folder.resolve(FOLDER_OF_MODELS);
        if (models.isEmpty() && Files.isDirectory(inner)) {
            return inFolder(inner);
        }
        var recognisers = models.stream().filter(name -> !isOfAnotherStep(name)).toList();
        if (recognisers.size() == 1) {
            return folder.resolve(recognisers.getFirst());
        }
        if (models.size() != 1) {
            throw new NetworkFaultException(
                    SETTING,
                    "the folder " + folder.toAbsolutePath() + " holds "
                            + (models.isEmpty() ? "no " + EXTENSION + " file" : "several, " + String.join(", ", models))
                            + ": expected " + USUAL_NAME + ", or the path of the file"
                            + (models.isEmpty() ? hintAtOthers(names) : hintAtParts(models)));
        }
        return folder.resolve(models.getFirst());
    }

    /** The folders of PaddleOCR's networks have those that find lines and tell whether they are upside down, too. */
    static boolean isOfAnotherStep(String name) {
        return Arrays.stream(name.toLowerCase(Locale.ROOT).split("[^a-z]+", -1)).anyMatch(OTHER_STEPS::contains);
    }

    private static String hintAtOthers(List<String> names) {
        return names.stream()
                .flatMap(name -> OtherModel.describe(name).map(other -> ". " + name + " " + other).stream())
                .findFirst()
                .orElse("");
    }

    /** WeNet and ESPnet may export an encoder and its CTC layer as two files. */
    private static String hintAtParts(List<String> models) {
        boolean hasEncoder = models.stream().anyMatch(name -> name.contains("encoder"));
        boolean hasCtc = models.stream().anyMatch(name -> name.contains("ctc"));
        if (hasEncoder && !hasCtc && models.stream().anyMatch(name -> name.contains("decoder"))) {
            return ". An encoder and a decoder, as of a transducer or of Whisper, have no CTC output: expected a network with one";
        }
        return hasEncoder && hasCtc
                ? ". An encoder and a CTC layer in files of their own must first be joined to one, in Python by"
                        + " onnx.compose.merge_models(encoder, ctc, io_map=[(\"OUTPUT\", \"INPUT\")], prefix2=\"ctc/\"), where"
                        + " OUTPUT is the encoder's and INPUT that of the CTC layer"
                : "";
    }

    private static List<String> names(Path folder) throws NetworkFaultException {
        var names = new ArrayList<String>();
        try (var files = Files.newDirectoryStream(folder)) {
            files.forEach(file -> names.add(file.getFileName().toString()));
        } catch (IOException | DirectoryIteratorException unreadable) {
            throw new NetworkFaultException(
                    SETTING, "the folder " + folder.toAbsolutePath() + " cannot be read: " + unreadable.getMessage());
        }
        Collections.sort(names);
        return names;
    }

    /** Returns the path of the model; empty where it is in memory. */
    public Optional<Path> path() {
        return Optional.ofNullable(model);
    }

    /** Returns the name of the model's file; empty if it is in memory. */
    String name() {
        return path().map(file -> String.valueOf(file.getFileName())).orElse("");
    }

    /** Returns the model if it is in memory, else no bytes. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** Returns the names of the files beside the model, sorted. */
    List<String> beside() throws NetworkFaultException {
        var names = new TreeSet<String>();
        for (Path folder : folders()) {
            names.addAll(names(folder));
        }
        return List.copyOf(names);
    }

    /** Returns the content of a file beside the model, if there is one of this name. */
    Optional<byte[]> beside(String name) throws NetworkFaultException {
        for (Path folder : folders()) {
            var file = folder.resolve(name);
            if (Files.isRegularFile(file)) {
                return Optional.of(content(file));
            }
        }
        return Optional.empty();
    }

    /** Returns the folders of the files that belong to the model, the one that counts first first. */
    private List<Path> folders() {
        if (model == null) {
            return List.of();
        }
        var folder = model.resolveSibling("").toAbsolutePath();
        var outer = folder.getParent();
        boolean isInner = outer != null && folder.endsWith(FOLDER_OF_MODELS) && Files.isReadable(outer);
        return isInner ? List.of(folder, outer) : List.of(folder);
    }

    private static byte[] content(Path file) throws NetworkFaultException {
        try {
            if (Files.size(file) > LONGEST_SIDE_FILE) {
                throw new NetworkFaultException(SETTING, file + " is too large");
            }
            return Files.readAllBytes(file);
        } catch (IOException unreadable) {
            throw new NetworkFaultException(SETTING, file + " cannot be read: " + unreadable.getMessage());
        }
    }
}
