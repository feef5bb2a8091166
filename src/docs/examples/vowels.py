"""Makes vowels.wav: a, e, i, o, u, a fifth of a second each, of a glottal pulse train and three resonances.

    python3 vowels.py vowels.wav

Needs nothing but Python.
"""

import math
import struct
import sys
import wave

RATE = 16_000
PITCH = 120  # Hz
SAMPLES = RATE // 5  # of each vowel
BANDWIDTH = 90  # Hz, of each resonance
FORMANTS = {"a": (730, 1090, 2440), "e": (530, 1840, 2480), "i": (270, 2290, 3010), "o": (570, 840, 2410), "u": (300, 870, 2240)}


def loudness(frequency, formants):
    """How loud a harmonic is: the source falls by 1/f, each resonance lifts what is near it."""
    lifted = sum(1 / (1 + ((frequency - formant) / BANDWIDTH) ** 2) / (i + 1) for i, formant in enumerate(formants))
    return PITCH / frequency * 0.05 + lifted


def vowel(formants):
    harmonics = [(k * PITCH, loudness(k * PITCH, formants)) for k in range(1, 4000 // PITCH)]
    for n in range(SAMPLES):
        envelope = min(1.0, n / 800, (SAMPLES - 1 - n) / 800)  # 50 ms up, 50 ms down
        yield envelope * sum(a * math.sin(2 * math.pi * f * n / RATE) for f, a in harmonics)


samples = [sample for formants in FORMANTS.values() for sample in vowel(formants)]
peak = max(map(abs, samples))
with wave.open(sys.argv[1], "wb") as file:
    file.setnchannels(1)
    file.setsampwidth(2)
    file.setframerate(RATE)
    file.writeframes(b"".join(struct.pack("<h", round(16_000 * sample / peak)) for sample in samples))
