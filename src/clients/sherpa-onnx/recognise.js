// What sherpa-onnx hears in a recording with a network of the service: node recognise.js <ONNX file> <tokens.txt> <WAV file>
const sherpa = require("sherpa-onnx-node");

const [model, tokens, recording] = process.argv.slice(2);
const recognizer = new sherpa.OfflineRecognizer({
  featConfig: { sampleRate: 16000, featureDim: 80 },
  modelConfig: { nemoCtc: { model }, tokens, numThreads: 1, provider: "cpu" },
});
const stream = recognizer.createStream();
const { sampleRate, samples } = sherpa.readWave(recording);
stream.acceptWaveform({ sampleRate, samples });
recognizer.decode(stream);
console.log(recognizer.getResult(stream).text);
