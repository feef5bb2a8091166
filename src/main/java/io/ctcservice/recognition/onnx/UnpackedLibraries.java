package io.ctcservice.recognition.onnx;

import ai.onnxruntime.OrtEnvironment;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The native libraries of ONNX Runtime in a folder of their own, for as long as it takes to load them. ONNX Runtime would unpack them
 * itself, and leave the folder behind, with 24 MB in it where the process is killed.
 */
final class UnpackedLibraries implements AutoCloseable {

    private static final List<String> NAMES = List.of("onnxruntime", "onnxruntime4j_jni");

    private final Path folder;

    private UnpackedLibraries(Path folder) {
        this.folder = folder;
    }

    /**
     * Returns the libraries, unpacked to the folder for temporary files.
     *
     * @param resources where they are on the class path: an absolute name that ends in a slash
     * @throws IOException if one is missing or cannot be written
     */
    static UnpackedLibraries of(String resources) throws IOException {
        var unpacked = new UnpackedLibraries(Files.createTempDirectory("ctc-onnxruntime"));
        try {
            for (String name : NAMES) {
                unpacked.add(resources, System.mapLibraryName(name));
            }
            return unpacked;
        } catch (IOException failed) {
            unpacked.close();
            throw failed;
        }
    }

    private void add(String resources, String file) throws IOException {
        try (var library = OrtEnvironment.class.getResourceAsStream(resources + file)) {
            if (library == null) {
                throw new FileNotFoundException(resources + file);
            }
            Files.copy(library, folder.resolve(file));
        }
    }

    Path folder() {
        return folder;
    }

    /** Deletes the folder: what is loaded stays loaded. Where a system keeps the files of loaded libraries, it goes at the end of the process. */
    @Override
    public void close() {
        boolean isDeleted = true;
        for (String name : NAMES) {
            isDeleted &= delete(folder.resolve(System.mapLibraryName(name)));
        }
        if (!isDeleted || !delete(folder)) {
            folder.toFile().deleteOnExit(); // the last first: files are deleted before their folder
            NAMES.forEach(
                    name -> folder.resolve(System.mapLibraryName(name)).toFile().deleteOnExit());
        }
    }

    private static boolean delete(Path file) {
        try {
            Files.deleteIfExists(file);
            return true;
        } catch (IOException inUse) {
            return false;
        }
    }
}
