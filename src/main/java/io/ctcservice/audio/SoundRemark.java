package io.ctcservice.audio;

import java.util.OptionalInt;

/**
 * A remark about a sound that can be read, but suspiciously.
 *
 * @param detail what was found
 * @param better the channel, counted from 0, that is better alone; empty if the remark is not about channels
 */
public record SoundRemark(String detail, OptionalInt better) {}
