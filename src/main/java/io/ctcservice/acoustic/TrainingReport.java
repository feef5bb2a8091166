package io.ctcservice.acoustic;

/**
 * The progress of training after one epoch.
 *
 * @param epoch from 1
 * @param loss mean over the epoch's utterances of the CTC loss per label, in nats
 * @param characterErrorRate edit distance over length on 100 utterances that are never trained on, best path decoding
 */
public record TrainingReport(int epoch, double loss, double characterErrorRate) {}
