package io.ctcservice.train.speech;

import java.util.List;

/**
 * Speech with the time at which each word begins, as its synthesiser reports.
 *
 * @param text in small letters, apostrophes and spaces
 * @param samples at {@link SoundStore#SAMPLE_RATE}, full scale 1
 * @param starts seconds, one a word
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record TimedUtterance(String text, double[] samples, List<Double> starts) {}
