package io.ctcservice.core.decode;

import io.ctcservice.core.CtcInputException;
import java.util.OptionalDouble;

/**
 * The rules by which a segment of a stream ends: after a number of silent frames, with or without speech before them, or when it
 * is too long. A frame is silent if the best hypothesis has a blank there, or a word delimiter.
 *
 * @param afterSpeech silent frames that end a segment with speech, at least 1
 * @param noSpeech silent frames that end a segment without speech, at least 1
 * @param longest frames that end any segment, at least 1
 * @see <a href="https://github.com/kaldi-asr/kaldi/blob/master/src/online2/online-endpoint.h">Kaldi's endpoint rules</a>, of which
 *     these are what sherpa kept: its rules 2, 1 and 3
 */
public record EndpointRules(int afterSpeech, int noSpeech, int longest) {

    /** No rules: a segment ends when its caller says so. */
    public static final EndpointRules NONE = new EndpointRules(Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE);

    /** @throws CtcInputException naming the field that is below 1 */
    public EndpointRules {
        requireFrames("afterSpeech", afterSpeech);
        requireFrames("noSpeech", noSpeech);
        requireFrames("longest", longest);
    }

    /**
     * Returns the rules for these times, rounded up to whole frames; an empty one is no rule.
     *
     * @param secondsPerFrame above 0
     * @throws CtcInputException naming the field that is not a finite number above 0
     */
    public static EndpointRules ofSeconds(
            OptionalDouble afterSpeech, OptionalDouble noSpeech, OptionalDouble longest, double secondsPerFrame) {
        requireAboveZero("secondsPerFrame", secondsPerFrame);
        return new EndpointRules(
                frames("afterSpeech", afterSpeech, secondsPerFrame),
                frames("noSpeech", noSpeech, secondsPerFrame),
                frames("longest", longest, secondsPerFrame));
    }

    private static int frames(String field, OptionalDouble seconds, double secondsPerFrame) {
        if (seconds.isEmpty()) {
            return Integer.MAX_VALUE;
        }
        requireAboveZero(field, seconds.getAsDouble());
        // 1.2 s of 0.04 s are 30 frames, although the quotient is above 30
        double frames = Math.ceil(seconds.getAsDouble() / secondsPerFrame - 1e-9);
        return (int) Math.max(1, Math.min(frames, Integer.MAX_VALUE));
    }

    private static void requireAboveZero(String field, double seconds) {
        if (!(seconds > 0 && seconds < Double.POSITIVE_INFINITY)) {
            throw new CtcInputException(field, seconds, "a finite number of seconds above 0");
        }
    }

    private static void requireFrames(String field, int frames) {
        if (frames < 1) {
            throw new CtcInputException(field, frames, "at least 1 frame");
        }
    }

    /**
     * Returns whether these rules end a segment.
     *
     * @param frames of the segment so far
     * @param silent those at its end that are silent
     * @param spoken whether its best hypothesis has a label other than word delimiters
     */
    public boolean endAfter(int frames, int silent, boolean spoken) {
        return frames >= longest || silent >= (spoken ? afterSpeech : noSpeech);
    }
}
