package io.ctcservice.train.speech;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The shared library of espeak-ng, which reports when each word begins; its program does not. Not thread-safe, as it is not.
 *
 * @see <a href="https://github.com/espeak-ng/espeak-ng/blob/master/src/include/espeak-ng/speak_lib.h">speak_lib.h</a>
 */
@SuppressWarnings("restricted") // foreign functions are what it is for
final class EspeakLibrary {

    private static final int SYNCHRONOUS = 2;
    private static final int RATE = 1;
    private static final int PITCH = 3;
    private static final int BY_CHARACTER = 1;
    private static final int UTF_8 = 1;
    private static final int WORD = 1;

    private static final MemoryLayout EVENT = MemoryLayout.structLayout(
            ValueLayout.JAVA_INT.withName("type"),
            ValueLayout.JAVA_INT.withName("identifier"),
            ValueLayout.JAVA_INT.withName("character"), // from 1
            ValueLayout.JAVA_INT.withName("length"),
            ValueLayout.JAVA_INT.withName("milliseconds"),
            ValueLayout.JAVA_INT.withName("sample"),
            ValueLayout.ADDRESS.withName("data"),
            ValueLayout.JAVA_LONG.withName("value"));

    private static final MemoryLayout VOICE = MemoryLayout.structLayout(
            ValueLayout.ADDRESS.withName("name"),
            ValueLayout.ADDRESS.withName("languages"),
            ValueLayout.ADDRESS.withName("identifier"),
            ValueLayout.JAVA_INT.withName("gender, age, variant"), // a byte each
            ValueLayout.JAVA_INT.withName("score"),
            ValueLayout.ADDRESS.withName("spare"));

    private final SymbolLookup library;
    private final int sampleRate;
    private double[] samples = new double[0];
    private int filled;
    private final SortedMap<Integer, Integer> words = new TreeMap<>();

    /** @throws IOException if there is no such library */
    EspeakLibrary() throws IOException {
        try {
            this.library = SymbolLookup.libraryLookup("libespeak-ng.so.1", Arena.global());
        } catch (IllegalArgumentException missing) {
            throw new IOException("install espeak-ng: " + missing.getMessage(), missing);
        }
        this.sampleRate = call(
                "espeak_Initialize",
                FunctionDescriptor.of(
                        ValueLayout.JAVA_INT,
                        ValueLayout.JAVA_INT,
                        ValueLayout.JAVA_INT,
                        ValueLayout.ADDRESS,
                        ValueLayout.JAVA_INT),
                SYNCHRONOUS,
                0,
                MemorySegment.NULL,
                0);
        setCallback();
    }

    private void setCallback() throws IOException {
        try {
            MethodHandle heard = MethodHandles.lookup()
                    .bind(
                            this,
                            "heard",
                            MethodType.methodType(int.class, MemorySegment.class, int.class, MemorySegment.class));
            var description = FunctionDescriptor.of(
                    ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT, ValueLayout.ADDRESS);
            function("espeak_SetSynthCallback", FunctionDescriptor.ofVoid(ValueLayout.ADDRESS))
                    .invokeWithArguments(Linker.nativeLinker().upcallStub(heard, description, Arena.global()));
        } catch (Throwable failure) {
            throw new IOException(failure);
        }
    }

    /** Returns the sampling rate of its speech in Hz. */
    int sampleRate() {
        return sampleRate;
    }

    /** Speech: samples of full scale 1, and the first sample of each word by its first character, which count from 0. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Said(double[] samples, SortedMap<Integer, Integer> words) {}

    /**
     * Synthesises a text.
     *
     * @param voice such as {@code en-us+Annie}
     * @param rate words a minute
     * @param pitch 0 to 99
     * @throws IOException if there is no such voice
     */
    Said say(String text, String voice, int rate, int pitch) throws IOException {
        samples = new double[20 * sampleRate];
        filled = 0;
        words.clear();
        try (var arena = Arena.ofConfined()) {
            choose(voice, arena);
            set(RATE, rate);
            set(PITCH, pitch);
            synthesise(arena.allocateFrom(text, StandardCharsets.UTF_8));
        }
        return new Said(Arrays.copyOf(samples, filled), new TreeMap<>(words));
    }

    /** By its name, or by its language, as its program does. */
    private void choose(String voice, Arena arena) throws IOException {
        var description = FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS);
        MemorySegment name = arena.allocateFrom(voice);
        if (call("espeak_SetVoiceByName", description, name) != 0) {
            MemorySegment properties = arena.allocate(VOICE);
            properties.set(ValueLayout.ADDRESS, VOICE.byteOffset(PathElement.groupElement("languages")), name);
            if (call("espeak_SetVoiceByProperties", description, properties) != 0) {
                throw new IOException("espeak-ng has no voice " + voice);
            }
        }
    }

    private void set(int parameter, int value) throws IOException {
        var description = FunctionDescriptor.of(
                ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT);
        call("espeak_SetParameter", description, parameter, value, /* relative: */ 0);
    }

    private void synthesise(MemorySegment text) throws IOException {
        var description = FunctionDescriptor.of(
                ValueLayout.JAVA_INT,
                ValueLayout.ADDRESS,
                ValueLayout.JAVA_LONG,
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_INT,
                ValueLayout.ADDRESS,
                ValueLayout.ADDRESS);
        call(
                "espeak_Synth",
                description,
                text,
                text.byteSize(),
                0,
                BY_CHARACTER,
                0,
                UTF_8,
                MemorySegment.NULL,
                MemorySegment.NULL);
    }

    /** Called by the library with each piece of sound and its events, the last of type 0. */
    @SuppressWarnings("unused") // by its name
    private int heard(MemorySegment sound, int count, MemorySegment events) {
        if (filled + count > samples.length) {
            samples = Arrays.copyOf(samples, 2 * (filled + count));
        }
        if (count > 0) {
            MemorySegment pieces = sound.reinterpret((long) Short.BYTES * count);
            for (int n = 0; n < count; n++) {
                samples[filled++] = pieces.getAtIndex(ValueLayout.JAVA_SHORT, n) / 32_768.0;
            }
        }
        for (long n = 0; ; n++) {
            MemorySegment event = events.reinterpret((n + 1) * EVENT.byteSize()).asSlice(n * EVENT.byteSize());
            int type = field(event, "type");
            if (type == 0) {
                return 0; // go on
            }
            if (type == WORD) {
                words.putIfAbsent(field(event, "character") - 1, field(event, "sample"));
            }
        }
    }

    private static int field(MemorySegment event, String name) {
        return event.get(ValueLayout.JAVA_INT, EVENT.byteOffset(PathElement.groupElement(name)));
    }

    private MethodHandle function(String name, FunctionDescriptor description) throws IOException {
        MemorySegment address =
                library.find(name).orElseThrow(() -> new IOException("this espeak-ng has no function " + name));
        return Linker.nativeLinker().downcallHandle(address, description);
    }

    private int call(String name, FunctionDescriptor description, Object... arguments) throws IOException {
        try {
            return (int) function(name, description).invokeWithArguments(arguments);
        } catch (IOException missing) {
            throw missing;
        } catch (Throwable failure) {
            throw new IOException(failure);
        }
    }
}
