/** The server's complaints, by the path of the field they are about. */
export type Faults = Readonly<Record<string, readonly string[]>>;

function belongs(path: string, name: string): boolean {
  return path === name || path.startsWith(`${name}.`) || path.startsWith(`${name}[`);
}

/** "must be at most 100." stands alone under its field, so it begins like a sentence. */
function sentence(message: string): string {
  return message.charAt(0).toUpperCase() + message.slice(1);
}

/** The faults to show at one field: its own and those of anything inside it, but what has a field of its own. */
export function faultsAt(faults: Faults, name: string, except: readonly string[] = []): string[] {
  return Object.entries(faults)
    .filter(([path]) => belongs(path, name) && !except.some((other) => belongs(path, other)))
    .flatMap(([, messages]) => messages.map(sentence));
}

/** Faults of fields a form does not show; they must not go unseen. */
export function faultsElsewhere(faults: Faults, names: readonly string[]): string[] {
  return Object.entries(faults)
    .filter(([path]) => !names.some((name) => belongs(path, name)))
    .flatMap(([path, messages]) =>
      messages.map((message) => (path === '' ? sentence(message) : `${path}: ${message}`)),
    );
}
