/** Stands in for engine.io-client's own table of transports in the built pages (vite.config.ts): there is one. */
import { WS } from '../node_modules/engine.io-client/build/esm/transports/websocket.js';

export const transports = { websocket: WS };
