package io.ctcservice.spark;

import java.io.IOException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** The networks of this JVM: each is loaded once and shared by all tasks of an executor. */
final class Recognisers {

    private static final String LOADER = "io.ctcservice.spark.recognition.OnnxRecognisers";

    private static final ConcurrentMap<String, Recogniser> LOADED = new ConcurrentHashMap<>();

    private Recognisers() {}

    /**
     * Returns a network; loads it if no task has yet.
     *
     * @param location a file or folder, or the name of a network that the jar brings
     * @throws UsageException if there is none, or this JVM cannot run it
     */
    static Recogniser of(String location) {
        return LOADED.computeIfAbsent(location, Recognisers::load);
    }

    private static Recogniser load(String location) {
        Recogniser.Loader loader = loader();
        Recogniser shipped = loader.shipped(location);
        if (shipped != null) {
            return shipped;
        }
        try {
            return loader.at(Storage.local(location));
        } catch (IOException bad) {
            throw new UsageException("--network " + location + ": " + bad.getMessage());
        }
    }

    private static Recogniser.Loader loader() {
        try {
            return Class.forName(LOADER)
                    .asSubclass(Recogniser.Loader.class)
                    .getDeclaredConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException | LinkageError missing) {
            throw new UsageException("--network needs Java 25, which this is not, or the jar"
                    + " ctc-service-<version>-spark-recognition.jar and the packages that its documentation lists: "
                    + missing);
        }
    }
}
