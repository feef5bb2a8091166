"""Log-mel and MFCC features by NumPy, from the documentation of POST /features: the origin of the golden values.

Writes the two sounds and their features beside itself: python3 features_reference.py
"""

import pathlib
import wave

import numpy as np

HERE = pathlib.Path(__file__).parent


def sound(rate, seconds, channels, seed):
    """A rising tone, a steady one and noise, as 16-bit samples."""
    n = np.arange(int(rate * seconds))
    noise = np.random.default_rng(seed).normal(size=(len(n), channels))
    tone = 0.4 * np.sin(2 * np.pi * (200 + 4000 * n / rate) * n / rate) + 0.2 * np.sin(2 * np.pi * 440 * n / rate)
    return np.round(20000 * (tone[:, None] + 0.05 * noise)).astype("<i2")


def mel(hertz):
    return 2595 * np.log10(1 + hertz / 700)


def filters(bands, size, rate):
    corners = 700 * (10 ** (np.linspace(0, mel(rate / 2), bands + 2) / 2595) - 1)
    hertz = np.arange(size // 2 + 1) * rate / size
    rising = (hertz - corners[:-2, None]) / (corners[1:-1] - corners[:-2])[:, None]
    falling = (corners[2:, None] - hertz) / (corners[2:] - corners[1:-1])[:, None]
    return np.maximum(0, np.minimum(rising, falling))


def log_mel(samples, rate, bands):
    x = samples.astype(float).mean(axis=1) / 32768
    y = np.append(x[0], x[1:] - 0.97 * x[:-1])
    length, hop = int(np.floor(0.025 * rate + 0.5)), int(np.floor(0.010 * rate + 0.5))
    size = 1 << (length - 1).bit_length()
    window = 0.5 - 0.5 * np.cos(2 * np.pi * np.arange(length) / length)
    frames = np.array([y[i : i + length] * window for i in range(0, len(y) - length + 1, hop)])
    power = np.abs(np.fft.rfft(frames, size)) ** 2 / size
    return np.log(np.maximum(power @ filters(bands, size, rate).T, 1e-10))


def mfcc(bands, coefficients):
    count = bands.shape[1]
    order, place = np.arange(coefficients)[:, None], np.arange(count) + 0.5
    basis = np.cos(np.pi * order * place / count) * np.sqrt(2 / count)
    basis[0] /= np.sqrt(2)
    return bands @ basis.T


def show(file, name, rows):
    for row in rows:
        print(name, *(repr(float(value)) for value in row), file=file)


with open(HERE / "features_golden.txt", "w") as golden:
    for name, rate, channels, bands in (("mono16k", 16000, 1, 40), ("stereo44k", 44100, 2, 23)):
        samples = sound(rate, 0.12, channels, seed=1)
        with wave.open(str(HERE / (name + ".wav")), "wb") as file:
            file.setnchannels(channels)
            file.setsampwidth(2)
            file.setframerate(rate)
            file.writeframes(samples.tobytes())
        features = log_mel(samples, rate, bands)
        show(golden, name + ".logMel", features)
        show(golden, name + ".mfcc", mfcc(features, 13))
        show(golden, name + ".mean", features - features.mean(axis=0))
        show(golden, name + ".meanVariance", (features - features.mean(axis=0)) / features.std(axis=0))
