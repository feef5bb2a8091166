// @ts-check
import { element } from '../dom.js';

const STEP_MILLISECONDS = 650;

/** A slider with buttons that goes through steps, one by one or by itself. */
export class Stepper {
  /** @param {string} name of a step, as in "frame" @param {(step: number) => void} onStep */
  constructor(name, onStep) {
    this.name = name;
    this.onStep = onStep;
    this.timer = null;
    this.slider = element('input', { type: 'range', min: 0, step: 1, 'aria-label': name, oninput: () => this.pauseAt(Number(this.slider.value)) });
    this.output = element('output');
    this.play = element('button', { type: 'button', onclick: () => this.toggle() }, 'Play');
    this.element = element('div', { class: 'stepper' },
      element('button', { type: 'button', 'aria-label': `Previous ${name}`, onclick: () => this.pauseAt(this.step - 1) }, '◀'),
      this.play,
      element('button', { type: 'button', 'aria-label': `Next ${name}`, onclick: () => this.pauseAt(this.step + 1) }, '▶'),
      this.slider, this.output);
  }

  /** Sets how each step is called, and goes to the last one. */
  set(labels) {
    this.stop();
    this.labels = labels;
    this.slider.max = labels.length - 1;
    this.go(labels.length - 1);
  }

  pauseAt(step) {
    this.stop();
    this.go(step);
  }

  go(step) {
    this.step = Math.min(this.labels.length - 1, Math.max(0, step));
    this.slider.value = this.step;
    this.output.textContent = this.labels[this.step];
    this.slider.setAttribute('aria-valuetext', this.labels[this.step]);
    this.onStep(this.step);
  }

  toggle() {
    if (this.timer) {
      this.stop();
      return;
    }
    this.play.textContent = 'Pause';
    this.go(this.step >= this.labels.length - 1 ? 0 : this.step + 1);
    const pace = Math.max(60, Math.min(STEP_MILLISECONDS, 24000 / this.labels.length));
    this.timer = setInterval(() => {
      this.go(this.step + 1);
      if (this.step >= this.labels.length - 1) {
        this.stop();
      }
    }, pace);
  }

  stop() {
    clearInterval(this.timer);
    this.timer = null;
    this.play.textContent = 'Play';
  }
}
