"""Features of a sound by NumPy, written after the papers and manuals of each family and not after our own code.

usage: front_ends.py SAMPLES.f64 FOLDER   writes FOLDER/<family>.f32, rows of float32, and prints family, rows, columns
"""
import sys

import numpy as np

RATE = 16000


def htk(f):
    return 1127.0 * np.log1p(np.asarray(f, float) / 700.0)


def htk_inverse(m):
    return 700.0 * np.expm1(np.asarray(m, float) / 1127.0)


def slaney(f):
    f = np.asarray(f, float)
    high = 15.0 + 27.0 * np.log(np.maximum(f, 1e-9) / 1000.0) / np.log(6.4)
    return np.where(f < 1000.0, 3.0 * f / 200.0, high)


def slaney_inverse(m):
    m = np.asarray(m, float)
    return np.where(m < 15.0, 200.0 * m / 3.0, 1000.0 * 6.4 ** ((m - 15.0) / 27.0))


def kaldi_banks(bands, low, high, size, rate):
    """mel-banks.cc: triangles in mel; the Nyquist bin is not used."""
    edges = np.linspace(htk(low), htk(high), bands + 2)
    mel = htk(np.arange(size // 2) * rate / size)
    left, centre, right = edges[:-2, None], edges[1:-1, None], edges[2:, None]
    up = (mel - left) / (centre - left)
    down = (right - mel) / (right - centre)
    banks = np.where((mel > left) & (mel < right), np.where(mel <= centre, up, down), 0.0)
    return np.pad(banks, ((0, 0), (0, 1)))


def hertz_banks(bands, low, high, size, to_mel, from_mel, area):
    """librosa.filters.mel and torchaudio.functional.melscale_fbanks: triangles in Hz."""
    edges = from_mel(np.linspace(to_mel(low), to_mel(high), bands + 2))
    bins = np.linspace(0, RATE / 2, size // 2 + 1)
    ramps = edges[:, None] - bins[None, :]
    widths = np.diff(edges)
    banks = np.zeros((bands, len(bins)))
    for i in range(bands):
        banks[i] = np.maximum(0, np.minimum(-ramps[i] / widths[i], ramps[i + 2] / widths[i + 1]))
        if area:
            banks[i] *= 2.0 / (edges[i + 2] - edges[i])
    return banks


def kaldi(
    x,
    scale,
    snip,
    bands,
    low,
    high,
    window="povey",
    mean=True,
    emphasis=0.97,
    length=400,
    banks=None,
    floor=None,
    rate=RATE,
):
    """feature-window.cc and feature-fbank.cc, dither 0."""
    x = x * scale
    hop = rate // 100
    n = len(x)
    if snip:
        count, starts = 1 + (n - length) // hop, lambda t: t * hop
    else:
        count, starts = (n + hop // 2) // hop, lambda t: t * hop + hop // 2 - length // 2
    i = np.arange(length)
    hann = 0.5 - 0.5 * np.cos(2 * np.pi * i / (length - 1))
    hamming = 0.54 - 0.46 * np.cos(2 * np.pi * i / (length - 1))
    shape = {"povey": hann**0.85, "hamming": hamming, "hann": hann}[window]
    size = 1 << (length - 1).bit_length()
    if banks is None:
        banks = kaldi_banks(bands, low, high, size, rate)
    rows = []
    for t in range(count):
        index = starts(t) + i
        index = np.where(index < 0, -index - 1, index)
        index = np.where(index >= n, 2 * n - 1 - index, index)
        frame = x[index].copy()
        if mean:
            frame -= frame.mean()
        if emphasis:
            frame[1:] -= emphasis * frame[:-1].copy()
            frame[0] -= emphasis * frame[0]
        power = np.abs(np.fft.rfft(frame * shape, size)) ** 2
        rows.append(np.log(np.maximum(banks @ power, floor or np.finfo(np.float32).eps)))
    return np.array(rows)


def lfr(rows, m, n):
    """FunASR's apply_lfr: m rows around every n-th, the first and the last one repeated beyond the ends."""
    count = -(-len(rows) // n)
    left = (m - 1) // 2
    padded = np.concatenate([rows[:1]] * left + [rows] + [rows[-1:]] * m)
    return np.stack([padded[i * n : i * n + m].ravel() for i in range(count)])


def mfcc(logs, count, lifter):
    bands = logs.shape[1]
    n = np.arange(bands)
    rows = [np.full(bands, np.sqrt(1.0 / bands))]
    rows += [np.sqrt(2.0 / bands) * np.cos(np.pi / bands * (n + 0.5) * k) for k in range(1, count)]
    lift = 1 + 0.5 * lifter * np.sin(np.pi * np.arange(count) / lifter)
    return logs @ np.array(rows).T * lift


def stft(x, size, length, window, mode):
    """torch.stft with center=True: the window is centred in the transform."""
    left = (size - length) // 2
    padded = np.pad(window, (left, size - length - left))
    x = np.pad(x, size // 2, mode="reflect" if mode == "reflect" else "constant")
    frames = np.lib.stride_tricks.sliding_window_view(x, size)[::160]
    return np.abs(np.fft.rfft(frames * padded, axis=1))


def symmetric_hann(length):
    return np.hanning(length)


def periodic_hann(length):
    return np.hanning(length + 1)[:-1]


def nemo(x, mode="reflect"):
    x = np.concatenate([x[:1], x[1:] - 0.97 * x[:-1]])
    power = stft(x, 512, 400, symmetric_hann(400), mode) ** 2
    banks = hertz_banks(80, 0, 8000, 512, slaney, slaney_inverse, True)
    logs = np.log(power @ banks.T + 2.0**-24)[: len(x) // 160]
    return (logs - logs.mean(0)) / (logs.std(0, ddof=1) + 1e-5)


def gigaam(x):
    power = stft(x, 400, 400, periodic_hann(400), "reflect") ** 2
    banks = hertz_banks(64, 0, 8000, 400, htk, htk_inverse, False)
    return np.log(np.clip(power @ banks.T, 1e-9, 1e9))


def gigaam_v3(x):
    """torchaudio.transforms.MelSpectrogram with center=False"""
    frames = np.lib.stride_tricks.sliding_window_view(x, 320)[::160]
    power = np.abs(np.fft.rfft(frames * periodic_hann(320), axis=1)) ** 2
    banks = hertz_banks(64, 0, 8000, 320, htk, htk_inverse, False)
    return np.log(np.clip(power @ banks.T, 1e-9, 1e9))


def librosa(x):
    power = stft(x, 512, 400, periodic_hann(400), "zeros") ** 2
    banks = hertz_banks(80, 0, 8000, 512, slaney, slaney_inverse, True)
    return np.log(np.maximum(power @ banks.T, 1e-10))


def deepspeech2(x):
    n = np.arange(320)
    hamming = 0.54 - 0.46 * np.cos(2 * np.pi * n / 320)
    logs = np.log1p(stft(x, 320, 320, hamming, "reflect"))
    return (logs - logs.mean()) / logs.std()


def features(x):
    x = np.concatenate([x[:1], x[1:] - 0.97 * x[:-1]])
    count = 1 + (len(x) - 400) // 160
    frames = np.stack([x[160 * t : 160 * t + 400] for t in range(count)])
    power = np.abs(np.fft.rfft(frames * periodic_hann(400), 512, axis=1)) ** 2 / 512
    banks = hertz_banks(40, 0, 8000, 512, htk, htk_inverse, False)
    return np.log(np.maximum(power @ banks.T, 1e-10))


def wav2vec2_bert(x):
    """SeamlessM4TFeatureExtractor, but for the ones behind an odd number of rows: the last is repeated there."""
    rows = kaldi(x, 32768, True, 80, 20, 8000)
    return lfr((rows - rows.mean(0)) / np.sqrt(rows.var(0, ddof=1) + 1e-7), 2, 2)


def wav2vec2(x, epsilon=1e-7):
    return ((x - x.mean()) / np.sqrt(x.var() + epsilon))[:, None]


FAMILIES = {
    "wav2vec2": wav2vec2,
    "omnilingual": lambda x: wav2vec2(x, 1e-5),
    "t-one": lambda x: (x * 32768)[:, None],
    "icefall": lambda x: kaldi(x, 1, False, 80, 20, 7600),
    "tdnn": lambda x: kaldi(x, 1, False, 23, 20, 3600, length=200, rate=8000),
    "wenet": lambda x: kaldi(x, 32768, True, 80, 20, 8000),
    "firered": lambda x: kaldi(x, 32768, True, 80, 20, 8000),
    "sensevoice": lambda x: lfr(kaldi(x, 32768, True, 80, 20, 8000, "hamming"), 7, 6),
    "funasr-nano": lambda x: lfr(kaldi(x, 32768, True, 80, 20, 8000, "hamming"), 7, 6),
    "wav2vec2-bert": wav2vec2_bert,
    "telespeech": lambda x: mfcc(kaldi(x, 32768, True, 40, 40, 7800), 40, 22.0),
    "dolphin": lambda x: kaldi(
        x, 1, False, 80, 0, 8000, "hann", False, 0, 500, hertz_banks(80, 0, 8000, 512, slaney, slaney_inverse, True)
    ),
    "medasr": lambda x: kaldi(x, 1, True, 128, 125, 7500, "hann", False, 0, floor=1e-5),
    "nemo": nemo,
    "parakeet": lambda x: nemo(x, "zeros"),
    "gigaam": gigaam,
    "gigaam-v3": gigaam_v3,
    "librosa": librosa,
    "deepspeech2": deepspeech2,
    "features": features,
}

samples = np.fromfile(sys.argv[1], "<f8")
for name, make in FAMILIES.items():
    made = make(samples)
    made.astype("<f4").tofile(f"{sys.argv[2]}/{name}.f32")
    print(name, *made.shape)
