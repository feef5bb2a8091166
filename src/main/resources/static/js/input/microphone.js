// @ts-check
/**
 * The microphone as 16-bit samples, at 16 kHz where the browser can bring it there. Firefox cannot between two rates: then the
 * samples come as they are, and the service brings them to the rate of its network.
 */
const WANTED_RATE = 16000;

/** What networks are trained with: sound that nobody has made louder or cleaner. */
const PLAIN = { channelCount: 1, echoCancellation: false, noiseSuppression: false, autoGainControl: false };

export class Microphone {
  constructor(context, tracks, node) {
    this.context = context;
    this.tracks = tracks;
    this.node = node;
    this.sampleRate = context.sampleRate;
  }

  /**
   * Opens it: `take` is called with an ArrayBuffer of samples and their level in [0, 1], ten times a second, and `onLost` if it
   * is unplugged or taken away.
   */
  static async open(take, onLost) {
    if (!navigator.mediaDevices) {
      throw new Error('a browser gives it only to pages of https or of localhost');
    }
    const media = await navigator.mediaDevices.getUserMedia({ audio: PLAIN });
    const { context, source } = connected(media);
    try {
      await context.audioWorklet.addModule(new URL('samples.js', import.meta.url));
    } catch {
      media.getTracks().forEach(track => track.stop()); // or the browser would go on showing that it is heard
      context.close();
      throw new Error('the service does not answer; is it still running?');
    }
    const node = new AudioWorkletNode(context, 'samples', { numberOfOutputs: 0 });
    node.port.onmessage = ({ data }) => take(data.samples, data.level);
    source.connect(node);
    media.getTracks().forEach(track => track.addEventListener('ended', onLost));
    return new Microphone(context, media.getTracks(), node);
  }

  close() {
    this.node.port.onmessage = null;
    this.tracks.forEach(track => track.stop());
    if (this.context.state !== 'closed') {
      this.context.close();
    }
  }
}

function connected(media) {
  try {
    const context = new AudioContext({ sampleRate: WANTED_RATE });
    return { context, source: context.createMediaStreamSource(media) };
  } catch {
    const context = new AudioContext();
    return { context, source: context.createMediaStreamSource(media) };
  }
}
