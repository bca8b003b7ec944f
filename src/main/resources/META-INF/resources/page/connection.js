import { parseMessage } from "./message.js";

const FIRST_RETRY = 500;
const LONGEST_RETRY = 8000;

/**
 * Keeps a socket to the server open, for ever.
 *
 * @param {(message: object, drawn: () => void) => void} onMessage must call drawn() once it is done
 *     with the message: the server sends no more than a window of messages ahead
 * @param {(open: boolean) => void} onState
 */
export function connect(onMessage, onState) {
  let retry = FIRST_RETRY;
  const open = () => {
    const address = new URL("live", location.href);
    address.protocol = address.protocol === "https:" ? "wss:" : "ws:";
    const socket = new WebSocket(address);
    socket.binaryType = "arraybuffer";
    const drawn = () => {
      if (socket.readyState === WebSocket.OPEN) {
        socket.send("drawn");
      }
    };
    socket.onopen = () => {
      retry = FIRST_RETRY;
      onState(true);
    };
    socket.onmessage = (event) => onMessage(parseMessage(event.data), drawn);
    socket.onclose = () => {
      onState(false);
      setTimeout(open, retry);
      retry = Math.min(LONGEST_RETRY, retry * 2);
    };
  };
  open();
}
