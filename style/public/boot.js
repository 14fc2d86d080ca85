// Brings the islands of a page to life: loads the module that the page names, then wakes each
// island from the outside in. A file of its own, so that pages need no inline script.
const tag = document.querySelector('script[data-wasm]');

// What the module looks for of a page that streams its data; these pages hold none.
for (const name of ['__RESOLVED_RESOURCES', '__PENDING_RESOURCES', '__RESOURCE_RESOLVERS', '__SERIALIZED_ERRORS', '__INCOMPLETE_CHUNKS']) {
  globalThis[name] ??= [];
}

async function wake(node, module, children) {
  const name = node.localName;
  if (name === 'leptos-island') {
    children.at(-1)?.();
    await module[node.dataset.component]?.(node);
  } else if (name === 'leptos-children') {
    children = [...children, node.$$on_hydrate];
  }
  for (const child of node.children) await wake(child, module, children);
}

async function boot() {
  const module = await import(tag.dataset.js);
  await module.default({ module_or_path: tag.dataset.wasm });
  module.hydrate();
  await wake(document.body, module, []);
}

if (tag && document.querySelector('leptos-island')) {
  'requestIdleCallback' in window ? requestIdleCallback(boot, { timeout: 1000 }) : boot();
}
