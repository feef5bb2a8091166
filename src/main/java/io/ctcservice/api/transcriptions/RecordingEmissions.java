package io.ctcservice.api.transcriptions;

import io.ctcservice.audio.SoundRemark;
import io.ctcservice.core.Emissions;
import io.ctcservice.recognition.NetworkDescription;
import java.util.List;

/**
 * The emissions that a network made of a recording.
 *
 * @param network the description of the network
 * @param emissions log-probabilities, {@code [T][V]}
 * @param seconds the duration of the recording
 * @param remarks what is suspicious in it
 */
record RecordingEmissions(NetworkDescription network, Emissions emissions, double seconds, List<SoundRemark> remarks) {

    RecordingEmissions {
        remarks = List.copyOf(remarks);
    }
}
