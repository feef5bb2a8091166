package io.ctcservice.recognition;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.BiFunction;

/** The named networks of a server: those that the user registered, then the shipped ones. */
public final class Networks implements AutoCloseable {

    private final SequencedMap<String, NeuralNetwork> byName;
    private final Set<String> shipped;
    private final Optional<String> absence;

    private Networks(SequencedMap<String, NeuralNetwork> byName, Set<String> shipped, Optional<String> absence) {
        this.byName = Collections.unmodifiableSequencedMap(byName);
        this.shipped = Set.copyOf(shipped);
        this.absence = absence;
    }

    /** Returns these networks; a user's network hides a shipped one of the same name. */
    public static Networks of(SequencedMap<String, NeuralNetwork> users, SequencedMap<String, NeuralNetwork> shipped) {
        var byName = new LinkedHashMap<>(users);
        var others = new LinkedHashMap<>(shipped);
        others.keySet().removeAll(users.keySet());
        byName.putAll(others);
        return new Networks(byName, others.keySet(), Optional.empty());
    }

    /** Returns an empty set of networks, with the reason. */
    public static Networks none(String why) {
        return new Networks(new LinkedHashMap<>(), Set.of(), Optional.of(why));
    }

    /** Returns these networks, each decorated by a function of its name and itself. */
    public Networks within(BiFunction<String, NeuralNetwork, NeuralNetwork> others) {
        var outer = new LinkedHashMap<String, NeuralNetwork>();
        byName.forEach((name, network) -> outer.put(name, others.apply(name, network)));
        return new Networks(outer, shipped, absence);
    }

    /** Returns all of them: the user's in the order that they were given in, then the shipped ones. */
    public SequencedMap<String, NeuralNetwork> byName() {
        return byName;
    }

    /** Returns the network of this name. */
    public Optional<NeuralNetwork> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** Returns whether the network of this name came with the service. */
    public boolean isShipped(String name) {
        return shipped.contains(name);
    }

    /** Returns the reason why this machine can run no network; empty if it can. */
    public Optional<String> absence() {
        return absence;
    }

    @Override
    public void close() {
        byName.values().forEach(NeuralNetwork::close);
    }
}
