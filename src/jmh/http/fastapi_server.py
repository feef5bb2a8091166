"""The same work on FastAPI and PyTorch: what one would write in an afternoon, without a mistake that costs speed.

uvicorn fastapi_server:app --port 18090 --workers 2 --log-level warning
"""

import io

import numpy as np
import torch
from fastapi import FastAPI, Request

torch.set_num_threads(1)  # a worker a processor does more than two threads a worker
app = FastAPI()


def ctc_loss(scores, labels):
    log_probs = torch.from_numpy(scores).log_softmax(-1).unsqueeze(1)
    target = torch.tensor(labels).unsqueeze(0)
    return torch.nn.functional.ctc_loss(
        log_probs, target, torch.tensor([scores.shape[0]]), torch.tensor([len(labels)]), blank=0, reduction="sum"
    ).item()


def greedy(scores):
    path = torch.from_numpy(scores).argmax(-1)
    labels = torch.unique_consecutive(path)
    return labels[labels != 0].tolist()


async def matrix(request):
    return np.load(io.BytesIO(await request.body()))


@app.post("/npy/loss")
async def npy_loss(request: Request, labels: str):
    return {"loss": ctc_loss(await matrix(request), [int(label) for label in labels.split(",")])}


@app.post("/npy/decode")
async def npy_decode(request: Request):
    return {"labels": greedy(await matrix(request))}


@app.post("/json/loss")
async def json_loss(request: Request):
    utterance = (await request.json())["utterances"][0]
    return {"loss": ctc_loss(np.array(utterance["emissions"], dtype=np.float32), utterance["labels"])}


@app.post("/json/decode")
async def json_decode(request: Request):
    utterance = (await request.json())["utterances"][0]
    return {"labels": greedy(np.array(utterance["emissions"], dtype=np.float32))}
