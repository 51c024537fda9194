// Judges JSON bodies by Ajv. Standard input: {"questions": [{"schema": …, "bodies": ["JSON text", …]}, …]};
// standard output: for each question a list of verdicts, or the words in which Ajv refuses the schema.
// Run with the folder that holds Ajv as the one argument.
"use strict";
const path = require("node:path");
const { readFileSync } = require("node:fs");
const modules = path.join(process.argv[2], "node_modules");
const Ajv = require(path.join(modules, "ajv", "dist", "2020")).default;
const addFormats = require(path.join(modules, "ajv-formats")).default;

function verdicts({ schema, bodies }) {
  try {
    // Without `ownProperties` every object has a member `toString`.
    const ajv = new Ajv({ strict: false, validateFormats: false, logger: false, ownProperties: true });
    addFormats(ajv);
    const accepts = ajv.compile(schema);
    return bodies.map((text) => accepts(JSON.parse(text)));
  } catch (error) {
    return String(error.message);
  }
}

const { questions } = JSON.parse(readFileSync(0, "utf8"));
process.stdout.write(JSON.stringify(questions.map(verdicts)));
