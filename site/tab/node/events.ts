import EventEmitter from 'events/events.js';

const { defaultMaxListeners, once } = EventEmitter;

export { defaultMaxListeners, EventEmitter, once };
export default EventEmitter;
