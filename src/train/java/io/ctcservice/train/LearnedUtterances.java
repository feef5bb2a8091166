package io.ctcservice.train;

import io.ctcservice.train.speech.Distortion;
import io.ctcservice.train.speech.SoundStore;
import io.ctcservice.train.speech.Utterance;
import java.util.List;

/**
 * The number of utterances that can be learned from at one speed at least, and of the others.
 *
 * @param all how many there are
 * @param empty without sound or text
 * @param tooLong of 14 s or more at the highest speed
 * @param tooShort with fewer frames than their text needs
 */
record LearnedUtterances(int all, int empty, int tooLong, int tooShort) {

    private static final int MOST_SECONDS = 14;
    private static final double LONGEST = MOST_SECONDS * SoundStore.SAMPLE_RATE;

    static LearnedUtterances of(List<Utterance> utterances) {
        int empty = 0;
        int tooLong = 0;
        int tooShort = 0;
        for (Utterance utterance : utterances) {
            int[] target = SpeechAlphabet.labels(utterance.text());
            if (target.length == 0 || utterance.samples() == 0) {
                empty++;
            } else if (utterance.samples() / Distortion.HIGHEST_SPEED >= LONGEST) {
                tooLong++;
            } else if (frames(Math.min(LONGEST, utterance.samples() * Distortion.HIGHEST_SPEED)) <= least(target)) {
                tooShort++;
            }
        }
        return new LearnedUtterances(utterances.size(), empty, tooLong, tooShort);
    }

    /** Returns whether so many samples can be learned from, given the labels that are said in them. */
    static boolean fits(double samples, int[] target) {
        return target.length > 0 && frames(samples) > least(target) && samples < LONGEST;
    }

    private static double frames(double samples) {
        return samples / (SoundFeatures.HOP * SoundShape.STEPS_PER_FRAME);
    }

    /** Returns how many frames a target needs. */
    private static int least(int[] target) {
        int repeats = 0;
        for (int u = 1; u < target.length; u++) {
            repeats += target[u] == target[u - 1] ? 1 : 0;
        }
        return target.length + repeats;
    }

    /** Returns how many can be learned from. */
    int count() {
        return all - empty - tooLong - tooShort;
    }

    @Override
    public String toString() {
        return count() + " of " + all + " utterances used"
                + (tooLong > 0 ? ", " + tooLong + " longer than " + MOST_SECONDS + " s at any speed" : "")
                + (tooShort > 0 ? ", " + tooShort + " too short for their text" : "")
                + (empty > 0 ? ", " + empty + " empty" : "");
    }
}
