// @ts-check
const NEXT = { auto: 'light', light: 'dark', dark: 'auto' };
const SAID = { auto: 'as the system', light: 'light', dark: 'dark' };

/** Light or dark: as the system says, or as chosen by the button; remembered on this computer. */
export function startTheme(button, onChange) {
  const system = window.matchMedia('(prefers-color-scheme: dark)');
  let chosen = remembered();
  const apply = () => {
    document.documentElement.dataset.theme = chosen === 'auto' ? (system.matches ? 'dark' : 'light') : chosen;
    button.setAttribute('aria-label', `Colours: ${SAID[chosen]}`);
    button.title = `Colours: ${SAID[chosen]}`;
    onChange();
  };
  system.addEventListener('change', apply);
  button.addEventListener('click', () => {
    chosen = NEXT[chosen];
    try {
      localStorage.setItem('theme', chosen);
    } catch {
      // a browser that keeps nothing: the choice lasts as long as the page
    }
    apply();
  });
  apply();
}

function remembered() {
  try {
    return localStorage.getItem('theme') in NEXT ? localStorage.getItem('theme') : 'auto';
  } catch {
    return 'auto';
  }
}
