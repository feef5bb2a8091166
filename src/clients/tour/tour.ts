// Calls everything once through the generated client and prints what came back, a name and a value a line.
import {
  Configuration,
  CtcApi,
  DecoderName,
  FeatureKind,
  InferenceApi,
  LossPart,
  ProblemFromJSON,
  Reduction,
  ResponseError,
  Scores,
} from "ctc-client";

declare const process: { argv: string[] };

const emissions = [[0.1, -2.3, 1.2], [1, 0, -0.5], [-1, 2, 0.3]];
const vocabulary = ["a", "b", "<blank>"];
const configuration = new Configuration({ basePath: process.argv[2] });
const ctc = new CtcApi(configuration);

function print(name: string, value: unknown): void {
  console.log(name, value);
}

async function lists(): Promise<void> {
  const { vocabularies } = await ctc.listVocabularies();
  print("vocabularies", vocabularies.map((each) => each.name).join(","));
  const { languageModels } = await ctc.listLanguageModels();
  print("languageModels", languageModels.length);
}

async function loss(): Promise<void> {
  const answer = await ctc.loss({
    lossRequest: {
      utterances: [{ id: "one", emissions, target: "ab" }],
      vocabulary,
      blank: 2,
      scores: Scores.Logits,
      reduction: Reduction.Sum,
      include: [LossPart.Gradient],
    },
  });
  print("loss", answer.loss);
  const [one] = answer.utterances;
  print("loss.id", one.id);
  print("loss.gradient", one.gradient?.flat().join(","));
}

async function infeasible(): Promise<void> {
  const answer = await ctc.loss({ lossRequest: { utterances: [{ emissions, labels: [0, 0, 0] }], blank: 2 } });
  print("infeasible", answer.infeasible);
  print("infeasible.loss", answer.loss);
  print("infeasible.reason", answer.utterances[0].infeasibility?.reason);
}

async function decode(): Promise<void> {
  const { utterances } = await ctc.decode({
    decodeRequest: {
      utterances: [{ emissions }],
      vocabulary,
      blank: 2,
      decoder: DecoderName.Beam,
      nBest: 2,
      tokenMinLogProb: -1000,
      beamMinLogProb: -1000,
      hotwords: [{ phrase: "ab", bonus: 3 }],
      include: ["tokens"],
    },
  });
  const { hypotheses } = utterances[0];
  const [best] = hypotheses;
  print("decode.hypotheses", hypotheses.length);
  print("decode.text", best.text);
  print("decode.logProb", best.logProb);
  print("decode.hotwords", best.parts.hotwords);
  print("decode.tokens", best.tokens?.map((token) => `${token.symbol}${token.start}${token.end}`).join(","));
}

async function align(): Promise<void> {
  const { utterances } = await ctc.align({
    alignRequest: { utterances: [{ emissions, target: "ab" }], vocabulary, blank: 2, secondsPerFrame: 0.02 },
  });
  print("align.logProb", utterances[0].logProb);
  print("align.words", utterances[0].words[0].text);
}

async function spot(): Promise<void> {
  const { utterances } = await ctc.spot({
    spotRequest: {
      utterances: [{ emissions }],
      keywords: [{ labels: [0, 1], threshold: -50 }],
      blank: 2,
      wholeWords: false,
    },
  });
  const [first] = utterances[0].detections;
  print("spot", `${first.keyword}:${first.start}-${first.end}`);
}

/** 100 ms, 8 kHz, 8 bits, mono. */
function silence(): Blob {
  const header = new DataView(new ArrayBuffer(44));
  const text = (at: number, name: string) => [...name].forEach((c, i) => header.setUint8(at + i, c.charCodeAt(0)));
  text(0, "RIFF");
  header.setUint32(4, 836, true);
  text(8, "WAVEfmt ");
  header.setUint32(16, 16, true);
  header.setUint16(20, 1, true);
  header.setUint16(22, 1, true);
  header.setUint32(24, 8000, true);
  header.setUint32(28, 8000, true);
  header.setUint16(32, 1, true);
  header.setUint16(34, 8, true);
  text(36, "data");
  header.setUint32(40, 800, true);
  return new Blob([header, new Uint8Array(800).fill(128)]);
}

async function features(): Promise<void> {
  const answer = await ctc.features({ body: silence(), kind: FeatureKind.Mfcc, bands: 20, coefficients: 5 });
  print("features", `${answer.frames}x${answer.dimension} ${answer.kind}`);
}

async function recording(): Promise<void> {
  const answer = await ctc.emissions({ body: silence(), network: "demo-english" });
  print("emissions", `${answer.network} ${answer.utterances[0].frames}`);
}

async function infer(): Promise<void> {
  const answer = await new InferenceApi(configuration).infer({
    model: "ctc-loss",
    inferenceRequest: {
      inputs: [
        { name: "emissions", datatype: "FP32", shape: [1, 3, 3], data: [emissions] },
        { name: "targets", datatype: "INT32", shape: [1, 2], data: [0, 1] },
      ],
      parameters: { blank: 2 },
    },
  });
  print("infer.output", answer.outputs[0].name);
  print("infer.loss", answer.outputs[0].data?.[0]);
}

async function refused(): Promise<void> {
  try {
    await ctc.loss({ lossRequest: { utterances: [{ emissions, target: "abc" }], vocabulary, blank: 2 } });
  } catch (error) {
    if (!(error instanceof ResponseError)) throw error;
    const problem = ProblemFromJSON(await error.response.json());
    print("refused.code", error.response.status);
    print("refused.status", problem.status);
    print("refused.pointer", problem.errors?.[0].pointer);
    print("refused.detail", problem.errors?.[0].detail);
  }
}

await lists();
await loss();
await infeasible();
await decode();
await align();
await spot();
await features();
await recording();
await infer();
await refused();
