package io.ctcservice.codec;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.boot.io.ApplicationResourceLoader;
import org.springframework.core.io.Resource;

/**
 * The location of a file that a setting names: a path, absolute or relative to the working directory or, after {@code ~/}, to the user's
 * home, or a URL that begins with {@code file:} or {@code classpath:}. Immutable.
 */
public final class Location {

    private static final Pattern ADDRESS = Pattern.compile("(?i)(https?|ftp|s3|gs|hf)://.*");
    private static final String HOME = "~/";

    private final String text;

    private Location(String text) {
        this.text = text;
    }

    /** Returns the location that a setting gives. */
    public static Location of(String text) {
        return new Location(text);
    }

    /**
     * Returns a stream of the file's bytes.
     *
     * @throws IOException saying in a few words why it cannot be read
     */
    public InputStream open() throws IOException {
        Resource resource = resource();
        if (resource.isFile()) {
            return open(resource.getFile().toPath());
        }
        if (!resource.exists()) {
            throw new IOException("there is no " + text);
        }
        return resource.getInputStream();
    }

    /**
     * Returns the path of the file or folder, which need not exist; empty for a resource inside a jar.
     *
     * @throws IOException if the setting is empty, since the working directory is never meant, or no path
     */
    public Optional<Path> path() throws IOException {
        Resource resource = resource();
        return resource.isFile() ? Optional.of(resource.getFile().toPath()) : Optional.empty();
    }

    private Resource resource() throws IOException {
        if (text.isBlank()) {
            throw new IOException("expected the path of a file, found nothing");
        }
        if (ADDRESS.matcher(text).matches()) {
            throw new IOException(text + " is an address; expected the path of a file, downloaded before");
        }
        try {
            return ApplicationResourceLoader.get(Location.class.getClassLoader())
                    .getResource(
                            text.startsWith(HOME)
                                    ? System.getProperty("user.home") + text.substring(HOME.length() - 1)
                                    : text);
        } catch (InvalidPathException bad) {
            throw new IOException(text + " is no path on this machine: " + bad.getReason() + hint(), bad);
        }
    }

    /** Returns what to do where names of files are ASCII, as in the locale C. */
    private String hint() {
        boolean isAscii = text.chars().allMatch(character -> character < 128);
        return isAscii ? "" : "; LC_ALL=C.UTF-8 in the environment allows names in other letters";
    }

    private static InputStream open(Path file) throws IOException {
        if (Files.notExists(file)) {
            throw new IOException("there is no file " + file.toAbsolutePath());
        }
        if (Files.isDirectory(file)) {
            throw new IOException(file.toAbsolutePath() + " is a folder, not a file");
        }
        if (!Files.isReadable(file)) {
            throw new IOException("the file " + file.toAbsolutePath() + " may not be read by this user");
        }
        return Files.newInputStream(file);
    }

    /** Returns a sentence that says what is wrong with the file, and names it. */
    public String fault(Exception bad) {
        String message = String.valueOf(bad.getMessage());
        return text.isBlank() || message.contains(text) ? message : message + " (" + text + ")";
    }

    /** Returns the location as the setting gives it. */
    @Override
    public String toString() {
        return text;
    }
}
