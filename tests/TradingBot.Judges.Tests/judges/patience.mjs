// A full endpoint is not a finding: whoever is told so waits and asks again, as every client must.
const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** The same object, whose asynchronous methods repeat a call that `isLimited` says was only too early. */
export function patient(target, isLimited) {
  return new Proxy(target, {
    get(owner, name) {
      const member = Reflect.get(owner, name);
      if (typeof member !== 'function') return member;
      return (...args) => {
        const first = member.apply(owner, args);
        return first instanceof Promise ? repeat(first, () => member.apply(owner, args)) : first;
      };
    },
  });

  async function repeat(first, again) {
    for (let answer = first; ; answer = again()) {
      const [value, fault] = await answer.then((result) => [result], (error) => [undefined, error]);
      if (!isLimited(value, fault)) {
        if (fault) throw fault;
        return value;
      }
      await pause(200);
    }
  }
}
