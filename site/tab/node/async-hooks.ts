/** Keeps nothing: a browser has no context that goes along with `await`. For packages that bind callbacks. */
export class AsyncResource {
  static bind<Bound extends (...args: never[]) => unknown>(task: Bound): Bound {
    return task;
  }

  runInAsyncScope<Result>(
    task: (...args: unknown[]) => Result,
    self: unknown,
    ...args: unknown[]
  ): Result {
    return task.apply(self, args);
  }

  bind<Bound extends (...args: never[]) => unknown>(task: Bound): Bound {
    return task;
  }

  emitDestroy(): this {
    return this;
  }
}
