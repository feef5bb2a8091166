// @ts-check
import { post, Problem } from '../service/api.js';

const LONGEST_SPECTROGRAM_SECONDS = 300;
const RATE = 16000; // of most networks; speech has little above 8 kHz

let context = null;
let playing = null;

/**
 * Returns the sound as it can be played, with its log-mel spectrogram as the service works it out, or `without`, why there is
 * none; null where the browser cannot decode it.
 */
export async function spectrogramOf(file, signal) {
  context ??= new AudioContext({ sampleRate: RATE });
  let decoded;
  try {
    decoded = await context.decodeAudioData(await file.arrayBuffer());
  } catch {
    return null;
  }
  if (decoded.duration > LONGEST_SPECTROGRAM_SECONDS) {
    return { decoded, wav: null, seconds: decoded.duration, features: null, without: `it is longer than ${LONGEST_SPECTROGRAM_SECONDS} s` };
  }
  const wav = wavOf(decoded);
  try {
    const { features, frames, dimension } = await post('features', null, { body: wav, type: 'audio/wav', signal });
    return { decoded, wav, seconds: decoded.duration, features: { rows: frames, columns: dimension, values: Float32Array.from(features.flat()) } };
  } catch (failure) {
    if (!(failure instanceof Problem)) {
      throw failure;
    }
    return { decoded, wav, seconds: decoded.duration, features: null, without: failure.message }; // the emissions need none of it
  }
}

/** Plays a sound from a time on, till it ends or another is played. */
export function play({ decoded }, fromSeconds, onTime) {
  stop();
  const source = context.createBufferSource();
  source.buffer = decoded;
  source.connect(context.destination);
  const started = context.currentTime - fromSeconds;
  context.resume();
  source.start(0, fromSeconds);
  const tell = () => {
    if (playing?.source === source) {
      onTime(context.currentTime - started);
      requestAnimationFrame(tell);
    }
  };
  playing = { source, onTime };
  source.onended = () => playing?.source === source && stop();
  tell();
}

export function stop() {
  if (playing) {
    const { source, onTime } = playing;
    playing = null;
    source.stop();
    onTime(null);
  }
}

export const isPlaying = () => playing !== null;

/** Returns a sound, mixed down to one channel, as a WAV file of 16 bits a sample. */
function wavOf(decoded) {
  const samples = new Int16Array(decoded.length);
  const channels = Array.from({ length: decoded.numberOfChannels }, (_, c) => decoded.getChannelData(c));
  for (let i = 0; i < samples.length; i++) {
    const mean = channels.reduce((sum, channel) => sum + channel[i], 0) / channels.length;
    samples[i] = Math.round(32767 * Math.max(-1, Math.min(1, mean)));
  }
  const head = new DataView(new ArrayBuffer(44));
  const words = [[0, 'RIFF'], [8, 'WAVE'], [12, 'fmt '], [36, 'data']];
  words.forEach(([at, word]) => Array.from(String(word)).forEach((letter, i) => head.setUint8(Number(at) + i, letter.charCodeAt(0))));
  head.setUint32(4, 36 + samples.byteLength, true);
  head.setUint32(16, 16, true);
  head.setUint16(20, 1, true);
  head.setUint16(22, 1, true);
  head.setUint32(24, decoded.sampleRate, true);
  head.setUint32(28, 2 * decoded.sampleRate, true);
  head.setUint16(32, 2, true);
  head.setUint16(34, 16, true);
  head.setUint32(40, samples.byteLength, true);
  return new Blob([head, samples], { type: 'audio/wav' });
}
