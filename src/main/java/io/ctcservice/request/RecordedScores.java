package io.ctcservice.request;

import io.ctcservice.audio.SoundRemark;
import io.ctcservice.core.FloatMatrix;
import java.util.List;

/**
 * The scores that a network made of a recording.
 *
 * @param scores {@code [T][V]}
 * @param seconds the duration of the recording: its last frame may reach beyond
 * @param remarks what is suspicious in the recording
 */
public record RecordedScores(FloatMatrix scores, double seconds, List<SoundRemark> remarks) {

    public RecordedScores {
        remarks = List.copyOf(remarks);
    }
}
