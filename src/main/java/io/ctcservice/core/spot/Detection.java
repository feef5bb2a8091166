package io.ctcservice.core.spot;

/**
 * A span of frames in which a phrase was found.
 *
 * @param start first frame of its first label
 * @param end frame after the last of its last label: {@code start < end}
 * @param score ln of the best path that reads as the phrase there over the best path of all there, at most 0: 0 where
 *     the phrase is as good as anything else
 */
public record Detection(int start, int end, double score) {}
