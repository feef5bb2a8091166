package io.ctcservice.codec.npy;

import java.io.IOException;
import java.io.OutputStream;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.CheckedOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * An {@code .npz} archive of named arrays that {@code numpy.load} reads: a zip file of uncompressed {@code .npy} files.
 * The same arrays give the same bytes. Archives and entries beyond 4 GiB are written as ZIP64.
 */
public final class NpzArchive {

    private static final int LONGEST_NAME = 4096;
    private static final LocalDateTime EPOCH = LocalDateTime.of(1980, 1, 1, 0, 0); // the earliest in a zip file

    private final Map<String, NpyArray> arrays = new LinkedHashMap<>();

    /**
     * Adds an array.
     *
     * @param name what to find it by, without a suffix
     * @throws IllegalArgumentException if the name is taken, longer than 4096 characters, or holds a control character,
     *     where a reader might cut it
     */
    public NpzArchive add(String name, NpyArray array) {
        if (name.length() > LONGEST_NAME) {
            throw new IllegalArgumentException("a name of " + name.length() + " characters");
        }
        if (holdsControls(name)) {
            throw new IllegalArgumentException("a control character in the name of an array");
        }
        if (arrays.putIfAbsent(name, array) != null) {
            throw new IllegalArgumentException("two arrays of the name " + name);
        }
        return this;
    }

    private static boolean holdsControls(String text) {
        return text.chars().anyMatch(Character::isISOControl);
    }

    /** Writes the archive; {@code out} is flushed and left open. */
    public void writeTo(OutputStream out) throws IOException {
        var zip = new ZipOutputStream(out);
        zip.setMethod(ZipOutputStream.STORED);
        for (var named : arrays.entrySet()) {
            var array = named.getValue();
            var entry = new ZipEntry(named.getKey() + ".npy");
            entry.setTimeLocal(EPOCH);
            entry.setSize(array.length());
            entry.setCrc(checksum(array));
            zip.putNextEntry(entry);
            array.writeTo(zip);
            zip.closeEntry();
        }
        zip.finish();
        zip.flush();
    }

    /**
     * Returns the checksum of an array, which is gone over twice because an uncompressed entry states its checksum
     * before its bytes.
     */
    private static long checksum(NpyArray array) throws IOException {
        var checked = new CheckedOutputStream(OutputStream.nullOutputStream(), new CRC32());
        array.writeTo(checked);
        return checked.getChecksum().getValue();
    }
}
