package io.ctcservice.recognition;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** A loaded model: tensors in, tensors out. Thread-safe. */
public interface RunnableModel extends AutoCloseable {

    /** Returns the metadata of the file. */
    Map<String, String> metadata();

    /** Returns the names of the program that made the file and of its graph, as far as it says. */
    String maker();

    /** Returns the inputs, in the order of the model. */
    List<Port> inputs();

    /** Returns the outputs, in the order of the model. */
    List<Port> outputs();

    /**
     * Returns the requested outputs by name.
     *
     * @throws RecognitionException if the model fails
     */
    Map<String, Tensor> run(Map<String, Tensor> feeds, Set<String> wanted);

    @Override
    void close();
}
