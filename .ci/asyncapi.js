// Checks an AsyncAPI document: exits with 1 where the parser finds an error or a warning.
const {readFileSync} = require("node:fs");
const {Parser} = require("@asyncapi/parser");

new Parser().parse(readFileSync(process.argv[2], "utf8")).then(({document, diagnostics}) => {
  const faults = diagnostics.filter(({severity}) => severity <= 1);
  faults.forEach(({path, message}) => console.error(`${path.join("/")}: ${message}`));
  process.exitCode = document && faults.length === 0 ? 0 : 1;
});
