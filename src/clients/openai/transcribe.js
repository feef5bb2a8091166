// What OpenAI's own client makes of this service: node transcribe.js <base URL> <WAV file> <file of another kind>
import fs from "node:fs";
import OpenAI from "openai";

const [baseURL, recording, other] = process.argv.slice(2);
const client = new OpenAI({ baseURL: baseURL + "/v1", apiKey: "any", maxRetries: 0 });
const file = () => fs.createReadStream(recording);
const print = (name, value) => console.log(name + " " + JSON.stringify(value));
const transcribe = (more) => client.audio.transcriptions.create({ file: file(), model: "whisper-1", ...more });

async function refusal(name, call) {
  try {
    await call();
    print(name, "not refused");
  } catch (refused) {
    print(name, [refused.constructor.name, refused.status, refused.param, refused.code, refused.type]);
  }
}

print("json", (await transcribe({})).text);
print("logprobs", (await transcribe({ include: ["logprobs"] })).logprobs.map((one) => one.token));
const verbose = await transcribe({ response_format: "verbose_json", timestamp_granularities: ["word"] });
print("verbose", [verbose.text, verbose.duration, verbose.words.map((one) => one.word), verbose.segments.length]);
print("times", verbose.words.every((one) => one.start < one.end));
for (const format of ["srt", "vtt", "text"]) {
  print(format, await transcribe({ response_format: format }));
}
const events = [];
for await (const event of await transcribe({ model: "tones", stream: true })) {
  events.push(event);
}
print("deltas", events.filter((event) => event.type === "transcript.text.delta").map((event) => event.delta).join(""));
print("done", events.filter((event) => event.type === "transcript.text.done").map((event) => event.text));
print("keywords", (await transcribe({ keywords: ["ba"] })).text);
await refusal("unknown", () => transcribe({ model: "nothing" }));
await refusal("bad", () => transcribe({ file: fs.createReadStream(other) }));
const models = [];
for await (const model of client.models.list()) {
  models.push(model.id);
}
print("models", models);
print("model", (await client.models.retrieve("tones")).object);
await refusal("noModel", () => client.models.retrieve("nothing"));
