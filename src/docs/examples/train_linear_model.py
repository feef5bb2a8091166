"""Trains a linear model by CTC with nothing but NumPy: ctc-service gives the loss and its gradient.

    python3 train_linear_model.py [--url http://127.0.0.1:8080] [--steps 150] [--curve loss.svg]

The utterances are those of /synthesize, which stand for anybody's features; the model is logits = features W + b. /loss
answers each utterance's loss and its gradient with respect to the logits, G, so the gradient of W is features^T G and
that of b is the sum over the frames of G. The rest is Adam.
"""

import argparse
import json
import urllib.request

import numpy as np

TEXTS = """the cat sat on the mat|pack my box with five dozen jugs|how quickly daft jumping zebras vex|a book on the shelf
hello little kitten|sphinx of black quartz judge my vow|all good things come in pairs|the wizard was too happy to sleep
bright vixens jump and dozy fowl quack|see the moon over the hill""".replace("\n", "|").split("|")
BATCH = 8


def post(url, path, body):
    request = urllib.request.Request(url + path, json.dumps(body).encode(), {"Content-Type": "application/json"})
    with urllib.request.urlopen(request) as answer:
        return json.load(answer)


def utterance(url, text, seed):
    spoken = post(url, "/synthesize", {"text": text, "voice": "perCharacter", "noise": 0.3, "seed": seed})
    return np.array(spoken["features"]), text


def loss_and_gradients(url, logits, targets):
    body = {
        "utterances": [{"emissions": x.tolist(), "target": y} for x, y in zip(logits, targets)],
        "scores": "logits",
        "reduction": "mean",
        "include": ["gradient"],
    }
    answer = post(url, "/loss", body)
    return answer["loss"], [np.array(one["gradient"]) for one in answer["utterances"]]


def read(url, logits):
    answer = post(url, "/decode", {"utterances": [{"emissions": x.tolist()} for x in logits]})
    return [one["hypotheses"][0]["text"] for one in answer["utterances"]]


class Adam:
    def __init__(self, parameters, rate):
        self.parameters, self.rate, self.steps = parameters, rate, 0
        self.first = [np.zeros_like(p) for p in parameters]
        self.second = [np.zeros_like(p) for p in parameters]

    def step(self, gradients):
        self.steps += 1
        for p, m, v, g in zip(self.parameters, self.first, self.second, gradients):
            m += 0.1 * (g - m)
            v += 0.001 * (g * g - v)
            p -= self.rate * (m / (1 - 0.9**self.steps)) / (np.sqrt(v / (1 - 0.999**self.steps)) + 1e-8)


def curve(losses):
    """The losses as an SVG picture, logarithmic from 0.01 to 100 nats."""
    x = np.linspace(60, 620, len(losses))
    y = 320 - 70 * (np.log10(np.maximum(losses, 0.01)) + 2)
    points = " ".join(f"{a:.1f},{b:.1f}" for a, b in zip(x, y))
    grid = "".join(
        f'<path d="M60 {320 - 70 * i}H620" stroke="#d5d9df"/><text x="52" y="{325 - 70 * i}" text-anchor="end">{10.0 ** (i - 2):g}</text>'
        for i in range(5)
    )
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" width="640" height="370" font-family="sans-serif" font-size="14">'
        '<rect width="640" height="370" fill="#fff"/><text x="60" y="22">CTC loss per label (nats), by step</text>'
        f'{grid}<polyline points="{points}" fill="none" stroke="#2c5d8f" stroke-width="2"/>'
        f'<text x="60" y="345">1</text><text x="620" y="345" text-anchor="end">{len(losses)}</text></svg>\n'
    )


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--url", default="http://127.0.0.1:8080")
    options.add_argument("--steps", type=int, default=150)
    options.add_argument("--curve")
    chosen = options.parse_args()

    random = np.random.default_rng(1)
    training = [utterance(chosen.url, text, seed) for seed in range(8) for text in TEXTS]
    weights, bias = 0.01 * random.normal(size=(20, 28)), np.zeros(28)
    adam, losses = Adam([weights, bias], rate=0.05), []
    for step in range(chosen.steps):
        batch = [training[i] for i in random.choice(len(training), BATCH, replace=False)]
        features, targets = [x for x, _ in batch], [y for _, y in batch]
        loss, gradients = loss_and_gradients(chosen.url, [x @ weights + bias for x in features], targets)
        scaled = [g / (BATCH * len(y)) for g, y in zip(gradients, targets)]  # of the mean that /loss reduced to
        adam.step([sum(x.T @ g for x, g in zip(features, scaled)), sum(g.sum(axis=0) for g in scaled)])
        losses.append(loss)
        if step % 10 == 0 or step == chosen.steps - 1:
            print(f"step {step + 1:4d}  loss {loss:.4f}", flush=True)

    for text in ("hello kitten", "a quick brown fox", "book keeper"):
        features, _ = utterance(chosen.url, text, seed=1000)
        print(f"said {text!r}, read {read(chosen.url, [features @ weights + bias])[0]!r}")
    if chosen.curve:
        with open(chosen.curve, "w") as file:
            file.write(curve(np.array(losses)))


if __name__ == "__main__":
    main()
