"""The YAML language server that editors run, spoken to over its standard input and output as an editor does."""

from __future__ import annotations

import json
import shutil
import subprocess
import threading
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any, Self

HERE = Path(__file__).parent
SERVER = HERE / "node_modules" / "yaml-language-server" / "bin" / "yaml-language-server"

#: Seconds after which a server that does not answer is ended, so that a test fails instead of waiting for ever.
PATIENCE = 240


class LanguageServer:
    """One server process with what an editor would tell it about schemas."""

    def __init__(self, folder: Path, schemas: dict[str, list[str]]) -> None:
        assert SERVER.is_file(), "The language server is not there. Run `make test`, or `npm ci` in tests/editor."
        node = shutil.which("node")
        assert node is not None
        self._settings = {
            "schemas": schemas,
            "schemaStore": {"enable": False},
            "validate": True,
            "completion": True,
            "hover": True,
        }
        self._process = subprocess.Popen(
            [node, str(SERVER), "--stdio"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=folder
        )
        self._next = 0
        self._patience = threading.Timer(PATIENCE, self._process.kill)
        self._patience.daemon = True
        self._patience.start()
        self.diagnostics: dict[str, list[dict[str, Any]]] = {}
        self.ask(
            "initialize", processId=None, rootUri=folder.as_uri(), workspaceFolders=None,
            capabilities={
                "workspace": {"configuration": True},
                "textDocument": {"completion": {"completionItem": {"documentationFormat": ["markdown"]}}, "publishDiagnostics": {}},
            },
        )  # fmt: skip
        self._tell("initialized")
        self._tell("workspace/didChangeConfiguration", settings={"yaml": self._settings})

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._patience.cancel()
        self._process.kill()
        self._process.communicate()

    def open(self, file: Path, text: str | None = None) -> str:
        """Opens a document and waits until the server has said what is wrong with it; its address."""
        uri = file.as_uri()
        self.diagnostics.pop(uri, None)
        text = file.read_text(encoding="utf-8") if text is None else text
        self._tell("textDocument/didOpen", textDocument={"uri": uri, "languageId": "yaml", "version": 1, "text": text})
        self._until(lambda: uri in self.diagnostics)
        return uri

    def completion(self, uri: str, line: int, column: int) -> dict[str, str]:
        """What is offered at a place, each with its explanation."""
        got = self.ask("textDocument/completion", textDocument={"uri": uri}, position={"line": line, "character": column})
        items = got["items"] if isinstance(got, dict) else got
        return {item["label"]: _words(item.get("documentation", "")) for item in items}

    def hover(self, uri: str, line: int, column: int) -> str:
        """What is shown when the pointer rests on a place."""
        got = self.ask("textDocument/hover", textDocument={"uri": uri}, position={"line": line, "character": column})
        return _words(got["contents"]) if got else ""

    def ask(self, method: str, **params: Any) -> Any:
        """A request, and its answer."""
        self._next += 1
        answers: list[Any] = []
        self._write({"id": self._next, "method": method, "params": params})
        self._until(lambda: bool(answers), wanted=self._next, answers=answers)
        return answers[0]

    def _tell(self, method: str, **params: Any) -> None:
        self._write({"method": method, "params": params})

    def _write(self, message: dict[str, Any]) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self._process.stdin is not None
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n%b" % (len(body), body))
        self._process.stdin.flush()

    def _until(self, done: Callable[[], bool], *, wanted: int = 0, answers: list[Any] | None = None) -> None:
        """Reads what the server says until something has come; what it asks in between is answered as an editor answers."""
        while not done():
            message = self._read()
            if message.get("method") == "workspace/configuration":
                sections = [item.get("section", "") for item in message["params"]["items"]]
                self._write({"id": message["id"], "result": [self._settings if one == "yaml" else None for one in sections]})
            elif "method" in message and "id" in message:
                self._write({"id": message["id"], "result": None})
            elif message.get("method") == "textDocument/publishDiagnostics":
                self.diagnostics[message["params"]["uri"]] = message["params"]["diagnostics"]
            elif answers is not None and message.get("id") == wanted:
                assert "error" not in message, message
                answers.append(message["result"])

    def _read(self) -> dict[str, Any]:
        pipe = self._process.stdout
        assert pipe is not None
        length = 0
        while line := pipe.readline().strip():
            if line.lower().startswith(b"content-length:"):
                length = int(line.split(b":")[1])
        assert length, "the language server has gone"
        found: dict[str, Any] = json.loads(pipe.read(length))
        return found


def _words(documentation: Any) -> str:
    return str(documentation["value"] if isinstance(documentation, dict) else documentation)
