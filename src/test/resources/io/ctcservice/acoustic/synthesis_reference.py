"""The synthesis of test utterances written a second time, from its documentation, in plain Python.

Prints the golden file beside it: python3 synthesis_reference.py > synthesis_golden.txt
Text "hello", 3 frames a symbol, 2 values a frame, noise 0.3, hidden size 4, seed 42.
"""

import math
import struct

MASK = (1 << 64) - 1
GAMMA = 0x9E3779B97F4A7C15
DURATIONS, VECTORS, NOISE, WEIGHTS, EMISSIONS = 1, 2, 3, 4, 5
VOICE_SEED = 20060625
VOCAB, BLANK = 28, 27


def mix(z):
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
    return z ^ (z >> 31)


class Random:
    def __init__(self, seed, stream):
        self.state = mix((mix((seed + GAMMA) & MASK) + stream * GAMMA) & MASK)
        self.spare = None

    def uniform(self):
        self.state = (self.state + GAMMA) & MASK
        return (mix(self.state) >> 11) * 2.0**-53

    def integer(self, first, last):
        return first + int(self.uniform() * (last - first + 1.0))

    def normal(self):
        if self.spare is not None:
            spare, self.spare = self.spare, None
            return spare
        while True:
            x = 2 * self.uniform() - 1
            y = 2 * self.uniform() - 1
            square = x * x + y * y
            if 0 < square < 1:
                break
        factor = math.sqrt(-2 * math.log(square) / square)
        self.spare = y * factor
        return x * factor


def spans(labels, frames_per_symbol, seed):
    random, result, start = Random(seed, DURATIONS), [], 0
    for u, label in enumerate(labels):
        repeated = u + 1 < len(labels) and labels[u + 1] == label
        length = max(2 if repeated else 1, random.integer(frames_per_symbol - 1, frames_per_symbol + 1))
        result.append((label, start, start + length, start + length - repeated))
        start += length
    return result


def features(labels, frames_per_symbol, dimension, noise, voice, seed):
    vectors, noises, rows = Random(seed, VECTORS), Random(seed, NOISE), []
    for label, start, end, sound_end in spans(labels, frames_per_symbol, seed):
        source = vectors if voice == "perOccurrence" else Random(VOICE_SEED, label)
        vector = [source.normal() + 0.1 * label for _ in range(dimension)]
        for t in range(start, end):
            sound = vector if t < sound_end else [0.0] * dimension
            rows.append([single(value + noise * noises.normal()) for value in sound])
    return rows


def log_softmax(logits):
    largest = max(logits)
    log_sum = largest + math.log(sum(math.exp(logit - largest) for logit in logits))
    return [single(min(logit - log_sum, 0.0)) for logit in logits]


def untrained(rows, hidden_size, seed):
    random, dimension = Random(seed, WEIGHTS), len(rows[0])
    draw = lambda n, m: [[0.01 * random.normal() for _ in range(m)] for _ in range(n)]
    w_x, w_h, w_y = draw(hidden_size, dimension), draw(hidden_size, hidden_size), draw(VOCAB, hidden_size)
    hidden, result = [0.0] * hidden_size, []
    dot = lambda a, b: sum(x * y for x, y in zip(a, b))
    for row in rows:
        hidden = [math.tanh(dot(w_x[i], row) + dot(w_h[i], hidden)) for i in range(hidden_size)]
        result.append(log_softmax([dot(w, hidden) for w in w_y]))
    return result


def oracle(labels, frames_per_symbol, peakiness, noise, seed):
    random, result = Random(seed, EMISSIONS), []
    for label, start, end, sound_end in spans(labels, frames_per_symbol, seed):
        sounding = sound_end - start
        carried = max(1, math.floor((1 - peakiness) * sounding + 0.5))
        first = start + (sounding - carried) // 2
        for t in range(start, end):
            chosen = label if first <= t < first + carried else BLANK
            result.append(log_softmax([10 * (v == chosen) + 4 * noise * random.normal() for v in range(VOCAB)]))
    return result


def single(value):
    return struct.unpack("f", struct.pack("f", value))[0]


def show(name, rows):
    for row in rows:
        print(name, *row)


hello = [7, 4, 11, 11, 14]
show("spans", spans(hello, 3, 42))
show("perOccurrence", features(hello, 3, 2, 0.3, "perOccurrence", 42))
show("perCharacter", features(hello, 3, 2, 0.3, "perCharacter", 42))
show("untrained", untrained(features(hello, 3, 2, 0.3, "perOccurrence", 42), 4, 42))
show("oracle", oracle(hello, 3, 0.5, 0.3, 42))
