package io.ctcservice.recognition.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import io.ctcservice.recognition.NetworkFaultException;
import io.ctcservice.recognition.NetworkFiles;
import io.ctcservice.recognition.RunnableModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The library ONNX Runtime, loaded into this JVM. It brings a native library for Linux (glibc), macOS and Windows, which is unpacked to
 * the folder for temporary files, and deleted when it is loaded.
 *
 * @see <a href="https://onnxruntime.ai/">ONNX Runtime</a>
 */
public final class OnnxRuntime {

    /** The property that names the folder of libraries that are unpacked already. */
    private static final String NATIVE_PATH = "onnxruntime.native.path";

    private static @Nullable OnnxRuntime loaded;

    /** Why it could not be loaded: a second attempt in this JVM would fail without the reason. */
    private static @Nullable String fault;

    private final OrtEnvironment environment;

    private OnnxRuntime(OrtEnvironment environment) {
        this.environment = environment;
    }

    /**
     * Returns the library, which is loaded once.
     *
     * @throws OnnxRuntimeException if this machine has no library, or it cannot be unpacked
     */
    public static synchronized OnnxRuntime load() throws OnnxRuntimeException {
        if (loaded != null) {
            return loaded;
        }
        if (fault != null) {
            throw new OnnxRuntimeException(fault, null);
        }
        var missing = missing();
        if (missing.isPresent()) {
            throw new OnnxRuntimeException(missing.get(), null);
        }
        try {
            loaded = new OnnxRuntime(System.getProperty(NATIVE_PATH) == null ? unpackedEnvironment() : environment());
            return loaded;
        } catch (IOException
                | LinkageError
                | RuntimeException e) { // whatever is wrong with the library comes as one of these
            fault = reason(e);
            throw new OnnxRuntimeException(fault, e);
        }
    }

    private static OrtEnvironment unpackedEnvironment() throws IOException {
        try (var libraries = UnpackedLibraries.of(resources())) {
            System.setProperty(NATIVE_PATH, libraries.folder().toString());
            return environment();
        } finally {
            System.clearProperty(NATIVE_PATH);
        }
    }

    private static OrtEnvironment environment() {
        return OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL, "ctc-service");
    }

    /** Returns where the libraries of this platform are on the class path. */
    private static String resources() {
        String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String arch = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        String system =
                os.contains("mac") ? "osx" : os.contains("windows") ? "win" : os.contains("linux") ? "linux" : os;
        String cpu = arch.equals("amd64") || arch.equals("x86_64") ? "x64" : arch;
        return "/ai/onnxruntime/native/" + system + "-" + cpu + "/";
    }

    /** Returns the reason why the library cannot be loaded, as far as that is known without trying; else empty. */
    public static Optional<String> missing() {
        if (System.getProperty(NATIVE_PATH) != null) {
            return Optional.empty(); // it is unpacked already
        }
        var library = OrtEnvironment.class.getResource(resources() + System.mapLibraryName("onnxruntime"));
        if (library == null) {
            return Optional.of("ONNX Runtime has no library for " + System.getProperty("os.name") + " on "
                    + System.getProperty("os.arch"));
        }
        var folder = Path.of(System.getProperty("java.io.tmpdir"));
        if (!Files.isDirectory(folder) || !Files.isWritable(folder)) {
            return Optional.of(notUnpacked(folder) + "cannot be written to");
        }
        try {
            return lacksRoom(folder, library.openConnection().getContentLengthLong());
        } catch (IOException unknown) {
            return Optional.empty();
        }
    }

    private static String notUnpacked(Path folder) {
        return "ONNX Runtime cannot unpack its library to " + folder
                + ", the folder for temporary files (java.io.tmpdir), which ";
    }

    /** Returns the fault of a folder that has less room than these bytes, else empty. */
    static Optional<String> lacksRoom(Path folder, long bytes) throws IOException {
        long room = Files.getFileStore(folder).getUsableSpace();
        return room < bytes
                ? Optional.of(notUnpacked(folder) + "has room for " + room + " bytes, not for " + bytes)
                : Optional.empty();
    }

    private static String reason(Throwable thrown) {
        var root = thrown;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return "ONNX Runtime cannot be loaded on " + System.getProperty("os.name") + " "
                + System.getProperty("os.arch") + " with " + System.getProperty("java.io.tmpdir")
                + " for temporary files: " + root;
    }

    /**
     * Returns a loaded model, each run of which takes one thread.
     *
     * @throws NetworkFaultException if the file is none, or needs what this version has not got
     */
    public RunnableModel open(NetworkFiles files) throws NetworkFaultException {
        try (var options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1); // requests run beside each other
            options.setInterOpNumThreads(1);
            options.setMemoryPatternOptimization(false); // it would keep a plan for each length
            options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
            var path = files.path();
            var session = path.isPresent()
                    ? environment.createSession(path.get().toString(), options)
                    : environment.createSession(files.bytes(), options);
            return OnnxModel.of(environment, session, metadata(files, session));
        } catch (OrtException bad) {
            throw files.unloadable(OnnxFault.of(bad));
        }
    }

    private static Map<String, String> metadata(NetworkFiles files, OrtSession session) throws OrtException {
        try {
            return OnnxMetadata.read(files);
        } catch (IOException other) {
            return session.getMetadata().getCustomMetadata(); // a file in ONNX Runtime's own format
        }
    }
}
