const messages: Record<number, string> = {
  400: 'The request is malformed. Check its path and its JSON.',
  401: 'This needs a login. Log in, then try again.',
  403: 'You are not allowed to do this.',
  404: 'There is nothing here. Check the path.',
  405: 'This path does not take that method. See the Allow header.',
  409: 'This does not go together with what is there.',
  413: 'The body is too large. Send at most 100 KiB.',
  415: 'Send JSON in UTF-8, with Content-Type: application/json.',
  422: 'Some of what you sent is not valid.',
  429: 'Too many requests. Wait a moment, then try again.',
  503: 'This cannot be answered right now. Wait a moment, then try again.',
};

export function messageFor(status: number) {
  return messages[status] ?? 'Something went wrong here. Try again later.';
}
