package io.ctcservice.codec.multipart;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * One part of a form.
 *
 * @param name the field
 * @param filename what the client calls the file, null if it does not
 * @param content what is in it: bytes of the body itself
 */
public record Part(String name, @Nullable String filename, ByteBuffer content) {}
