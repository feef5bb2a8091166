package io.ctcservice.recognition;

import io.ctcservice.audio.Sound;
import io.ctcservice.core.Emissions;
import io.ctcservice.recognition.picture.Bitmap;
import java.io.IOException;
import java.util.Optional;

/**
 * A network that turns sound or pictures of lines into emissions. Thread-safe: any number of threads may use one at
 * once.
 */
public interface NeuralNetwork extends AutoCloseable {

    /** Returns the description of the network, which is loaded first if it has not been yet. */
    NetworkDescription description();

    /**
     * Writes the scores of a sound, row after row, while it is read. A sound of any rate and length is taken: long ones are
     * run in windows, so that memory is bounded by the window.
     *
     * @param turns runs each window
     * @param rows takes the rows
     * @throws IOException if the sound cannot be read
     * @throws RecognitionException if this is no network for sound, or it fails
     */
    void recognise(Sound sound, Turns turns, RowSink rows) throws IOException;

    /**
     * Returns the emissions of a sound, with at most a given number of scores T·V.
     *
     * @throws IOException if the sound cannot be read
     * @throws RecognitionException if this is no network for sound, it fails, or there would be more scores
     */
    default Emissions recognise(Sound sound, Turns turns, long maxScores) throws IOException {
        var rows = new CollectedRows(description(), maxScores);
        recognise(sound, turns, rows);
        return rows.emissions();
    }

    /**
     * Returns the emissions of a picture of one line.
     *
     * @throws RecognitionException if this is no network for pictures, or it fails
     */
    Emissions recognise(Bitmap picture);

    /** Returns the same network for sound that arrives in chunks, empty if it cannot be run so. */
    default Optional<StreamingNetwork> streaming() {
        return Optional.empty();
    }

    /** Frees the memory of the network, which must not be in use any more. */
    @Override
    void close();
}
