package io.ctcservice.recognition;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** A model file that was loaded: tensors in, tensors out. Thread-safe. */
public interface RunnableModel extends AutoCloseable {

    /** Returns what the file says about itself. */
    Map<String, String> metadata();

    /** Returns what it takes, in its order. */
    List<Port> inputs();

    /** Returns what it gives, in its order. */
    List<Port> outputs();

    /**
     * Returns the outputs that were asked for, by name.
     *
     * @throws RecognitionException if the model fails
     */
    Map<String, Tensor> run(Map<String, Tensor> feeds, Set<String> wanted);

    @Override
    void close();
}
