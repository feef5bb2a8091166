package io.ctcservice.wire.multipart;

import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * One part of a form.
 *
 * @param name the field
 * @param filename what the client calls the file, null if it does not
 * @param content what is in it; can be read until the next part is asked for
 */
record Part(String name, @Nullable String filename, InputStream content) {}
