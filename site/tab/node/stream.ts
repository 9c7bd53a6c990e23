import stream from 'readable-stream';

export const {
  addAbortSignal,
  Duplex,
  finished,
  PassThrough,
  pipeline,
  promises,
  Readable,
  Stream,
  Transform,
  Writable,
} = stream;

export default stream;
