/** `node:http`, without a network: servers and clients of one program reach each other. */
import {
  Agent,
  ClientRequest,
  get,
  globalAgent,
  request,
} from './http-client.ts';
import {
  IncomingMessage,
  OutgoingMessage,
  ServerResponse,
} from './http-message.ts';
import { createServer, Server } from './http-server.ts';
import { METHODS, STATUS_CODES } from './http-tables.ts';

const maxHeaderSize = 16_384;

export {
  Agent,
  ClientRequest,
  createServer,
  get,
  globalAgent,
  IncomingMessage,
  maxHeaderSize,
  METHODS,
  OutgoingMessage,
  request,
  Server,
  ServerResponse,
  STATUS_CODES,
};
