package io.ctcservice.config;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A switch that notes what happens to it, and switches nothing. */
final class RecordedSwitch implements VectorSwitch {

    private final List<String> events = Collections.synchronizedList(new ArrayList<>());
    private volatile boolean isDeferred;
    private final ThreadLocal<Boolean> onVectors = ThreadLocal.withInitial(() -> false);
    private final @Nullable RuntimeException failure;

    RecordedSwitch() {
        this.failure = null;
    }

    /** A switch on which nothing runs on vectors. */
    RecordedSwitch(RuntimeException failure) {
        this.failure = failure;
    }

    @Override
    public void defer() {
        events.add("defer");
        isDeferred = true;
    }

    @Override
    public boolean isDeferred() {
        return isDeferred && !onVectors.get();
    }

    @Override
    public void runOnVectors(Runnable work) {
        if (failure != null) {
            throw failure;
        }
        onVectors.set(true);
        work.run();
        onVectors.set(false);
    }

    @Override
    public void use() {
        events.add("use");
        isDeferred = false;
    }

    List<String> events() {
        return List.copyOf(events);
    }
}
