package io.ctcservice.spark;

import io.ctcservice.core.Emissions;
import java.util.List;

/**
 * The emissions of a row.
 *
 * @param emissions {@code [T][V]}
 * @param seconds the duration of the recording, since its last frame may reach beyond its end; infinite if it is unknown
 * @param remarks what is legal but suspicious about the recording
 */
public record Utterance(Emissions emissions, double seconds, List<String> remarks) {

    public Utterance {
        remarks = List.copyOf(remarks);
    }
}
