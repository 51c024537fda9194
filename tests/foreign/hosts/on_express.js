// The sandbox document on express-openapi-validator: the library judges every request, this file only remembers.
//
// node on_express.js PACKAGES DOCUMENT PORT TOKEN
"use strict";

const { createRequire } = require("node:module");
const path = require("node:path");

const [packages, document, port, token] = process.argv.slice(2);
const load = createRequire(path.join(packages, "node_modules", "x.js"));
const express = load("express");
const validator = load("express-openapi-validator");

const sandboxes = new Map();
let made = 0;

function elapsed(each) {
  return (Date.now() - each.born) / 1000;
}

function status(each) {
  if (each.ended !== null) return "TERMINATED";
  return elapsed(each) < 0.5 ? "PENDING" : elapsed(each) < 1 ? "PROVISIONING" : "RUNNING";
}

function stamp(moment) {
  return new Date(moment).toISOString();
}

function shown(each) {
  const { body, born, ended } = each;
  const started = ended === null && elapsed(each) < 1 ? null : Math.min(born + 1000, ended ?? Infinity);
  return {
    id: each.id,
    name: body.name,
    dockerImage: body.docker_image,
    startCommand: body.start_command ?? null,
    cpuCores: body.cpu_cores ?? 1,
    memoryGB: body.memory_gb ?? 2,
    diskSizeGB: body.disk_size_gb ?? 10,
    diskMountPath: "/sandbox-workspace",
    gpuCount: body.gpu_count ?? 0,
    networkAccess: body.network_access ?? true,
    status: status(each),
    timeoutMinutes: body.timeout_minutes ?? 60,
    environmentVars: body.environment_vars ?? {},
    advancedConfigs: body.advanced_configs ?? {},
    createdAt: stamp(born),
    updatedAt: stamp(ended ?? started ?? born),
    startedAt: started === null ? null : stamp(started),
    terminatedAt: ended === null ? null : stamp(ended),
    userId: "user-1",
    teamId: body.team_id ?? null,
    kubernetesJobId: null,
    gpuType: body.gpu_type ?? null,
    vm: body.vm ?? false,
    labels: body.labels ?? [],
    exitCode: null,
    errorType: null,
    errorMessage: null,
    region: body.region ?? "us",
    registryCredentialsId: body.registry_credentials_id ?? null,
  };
}

function create(request, response) {
  made += 1;
  const each = { id: `sbx-${made}`, body: request.body, born: Date.now(), ended: null };
  sandboxes.set(each.id, each);
  response.status(201).json(shown(each));
}

function matches(each, query) {
  const carried = each.body.labels ?? [];
  return (
    (query.team_id === undefined || query.team_id === (each.body.team_id ?? null)) &&
    (query.user_id === undefined || query.user_id === "user-1") &&
    (query.status === undefined || query.status === status(each)) &&
    (query.is_active !== true || each.ended === null) &&
    [query.labels ?? []].flat().every((label) => carried.includes(label))
  );
}

function list(request, response) {
  const query = request.query;
  const { page = 1, per_page = 50 } = query;
  const found = [...sandboxes.values()].filter((each) => matches(each, query));
  const end = page * per_page;
  response.json({
    sandboxes: found.slice(end - per_page, end).map(shown),
    total: found.length,
    page,
    per_page,
    has_next: end < found.length,
  });
}

function end(each) {
  each.ended ??= Date.now();
}

function bulkDelete(request, response) {
  const { sandbox_ids: ids = null, labels = null, team_id: team = null, user_id: user = null } = request.body;
  const reached = [...sandboxes.values()].filter(
    (each) =>
      (ids === null || ids.includes(each.id)) &&
      (labels === null || labels.every((label) => (each.body.labels ?? []).includes(label))) &&
      (team === null || team === (each.body.team_id ?? null)) &&
      (user === null || user === "user-1"),
  );
  reached.forEach(end);
  const succeeded = reached.map((each) => each.id);
  const failed = (ids ?? []).filter((id) => !succeeded.includes(id));
  response.json({
    message: `${succeeded.length} sandboxes deleted`,
    succeeded,
    failed: failed.map((id) => ({ sandbox_id: id, error: "Sandbox not found" })),
  });
}

function known(act) {
  return (request, response) => {
    const each = sandboxes.get(request.params.sandbox_id);
    if (each === undefined) return response.status(404).json({ detail: "Sandbox not found" });
    return act(each, response);
  };
}

function remove(each, response) {
  end(each);
  response.json({ success: true, message: "Sandbox deleted" });
}

function gateway(each, response) {
  made += 1;
  response.json({
    token: `gateway-${made}`,
    gateway_url: "https://gateway.example",
    user_ns: "user-1",
    job_id: `job-${each.id}`,
    expires_at: stamp(Date.now() + 3600000),
  });
}

// The document refuses with 422 and `errors`; what is no JSON at all is refused with 400.
function refuse(error, _request, response, _next) {
  const faults = (error.errors ?? []).map((each) => ({
    param: (each.path ?? "").split("/").filter((step) => !["", "body", "query", "params"].includes(step)).join("."),
    details: each.message,
  }));
  if (error.status === 400 && faults.length > 0) return response.status(422).json({ errors: faults });
  if (error.headers !== undefined) response.set(error.headers);
  return response.status(error.status ?? 500).json({ detail: error.message });
}

const app = express();
const root = "/api/v1/sandbox";
app.use(express.json({ strict: false }));
app.use(
  validator.middleware({
    apiSpec: document,
    validateRequests: { allErrors: true },
    validateSecurity: { handlers: { bearer: (request) => request.headers.authorization === `Bearer ${token}` } },
  }),
);
app.post(root, create);
app.get(root, list);
app.delete(root, bulkDelete);
app.get(`${root}/:sandbox_id`, known((each, response) => response.json(shown(each))));
app.delete(`${root}/:sandbox_id`, known(remove));
app.get(`${root}/:sandbox_id/logs`, known((_each, response) => response.json({ logs: "" })));
app.post(`${root}/:sandbox_id/auth`, known(gateway));
app.get(`${root}/:sandbox_id/error-context`, known((each, response) => response.json({ status: status(each) })));
app.use(refuse);
app.listen(Number(port), "127.0.0.1");
