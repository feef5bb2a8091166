package io.ctcservice.spark;

import io.ctcservice.core.ScoreKind;
import io.ctcservice.core.decode.guide.FusionWeights;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A network in this JVM that computes emissions from recordings or pictures of lines. Thread-safe. */
public interface Recogniser {

    /** The column of recordings. */
    String RECORDING = "recording";

    /** The column of pictures. */
    String PICTURE = "picture";

    /** Returns the column that it reads: {@link #RECORDING} or {@link #PICTURE}. */
    String column();

    /** Returns the symbols by class index. */
    List<String> symbols();

    /** Returns the class index of the blank. */
    int blank();

    /** Returns the kind of its emissions. */
    ScoreKind scores();

    /** Returns the time from one frame to the next; null for pictures. */
    @Nullable
    Double secondsPerFrame();

    /** Returns the default fusion weights of a language model. */
    FusionWeights weights();

    /**
     * Returns the emissions of a file, and the duration of a recording.
     *
     * @throws RefusedRecordingException if it is none that the network can read
     * @throws IOException if it ends too early or is no longer there
     */
    Utterance utterance(InputStream file) throws RefusedRecordingException, IOException;

    /** A loader of networks; its class needs a later Java than the rest, and is loaded by name. */
    interface Loader {

        /**
         * Returns a network of the jar, null if it has none of this name.
         *
         * @throws UsageException if this machine cannot run it
         */
        @Nullable
        Recogniser shipped(String name);

        /**
         * Returns the network in a file or folder.
         *
         * @throws UsageException if it is none
         */
        Recogniser at(Path location);
    }
}
