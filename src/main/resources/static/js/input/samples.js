// @ts-nocheck: what a worklet knows is not in TypeScript's library
/** Collects the samples of a microphone, on the browser's thread for sound, into chunks of a tenth of a second. */
const PARTS_OF_A_SECOND = 10;
const FULL_SCALE = 32767;

class Samples extends AudioWorkletProcessor {
  constructor() {
    super();
    this.begin();
  }

  begin() {
    this.samples = new Int16Array(Math.round(sampleRate / PARTS_OF_A_SECOND));
    this.filled = 0;
    this.loudest = 0;
  }

  process([input]) {
    for (const sample of input[0] ?? []) {
      this.loudest = Math.max(this.loudest, Math.abs(sample));
      this.samples[this.filled++] = Math.round(FULL_SCALE * Math.max(-1, Math.min(1, sample)));
      if (this.filled === this.samples.length) {
        this.port.postMessage({ samples: this.samples.buffer, level: this.loudest }, [this.samples.buffer]);
        this.begin();
      }
    }
    return true;
  }
}

registerProcessor('samples', Samples);
