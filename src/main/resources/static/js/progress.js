// @ts-check
/** The line at the top of the page that grows while the service works. */
export class Progress {
  constructor(line, busy) {
    this.line = line;
    this.busy = busy;
  }

  start(steps) {
    this.steps = steps;
    this.done = 0;
    this.busy.setAttribute('aria-busy', 'true');
    this.line.classList.add('on');
    this.draw(0.08);
  }

  step() {
    this.done++;
    this.draw(0.08 + (0.92 * this.done) / (this.steps + 1));
  }

  end() {
    this.draw(1);
    this.busy.setAttribute('aria-busy', 'false');
    setTimeout(() => {
      if (this.busy.getAttribute('aria-busy') === 'false') {
        this.line.classList.remove('on');
        this.line.style.transform = 'scaleX(0)';
      }
    }, 400);
  }

  draw(share) {
    this.line.style.transform = `scaleX(${Math.min(1, share)})`;
  }
}
