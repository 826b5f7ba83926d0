// The way to Python. Everything told is an object with `type`, as engine.py names it.

/** @type {{tell(text: string): void, answer(id: number, text: string): void} | undefined} */
let python;

/** Opens the way; resolves when Python can be told. */
export function open() {
  return new Promise((resolve) => {
    new QWebChannel(qt.webChannelTransport, (channel) => {
      python = channel.objects.python;
      resolve();
    });
  });
}

/** Tells what happened. */
export function tell(type, fields = {}) {
  python.tell(JSON.stringify({ type, ...fields }));
}

/** Tells how a question of Python's ended. */
export async function answer(id, work) {
  try {
    python.answer(id, JSON.stringify({ value: (await work) ?? null }));
  } catch (error) {
    python.answer(id, JSON.stringify({ error: String(error) }));
  }
}

/** A fault that the user can't mend; Python logs it. */
export function complain(error) {
  console.error(error?.stack ?? String(error));
}
