"""The built scripts and styles, gzipped for those who take that: they hardly change, so each is compressed once and kept.

Only files from disk that are the same for everybody are compressed. Nothing that carries a secret ever is (its length would tell).
"""

from __future__ import annotations

import gzip
from functools import lru_cache
from typing import TYPE_CHECKING

from flask import request

if TYPE_CHECKING:
    from flask import Flask, Response

_BUILT = "/static/built/assets/"
_WORTH_IT = (".js", ".css")


def compress_assets(app: Flask) -> None:
    """From now on the built scripts and styles of `app` go out gzipped to browsers that accept it."""
    app.after_request(_compress)


def _compress(answer: Response) -> Response:
    if not (request.path.startswith(_BUILT) and request.path.endswith(_WORTH_IT)):
        return answer
    answer.vary.add("Accept-Encoding")
    if answer.status_code != 200 or request.method != "GET" or not request.accept_encodings["gzip"]:
        return answer
    answer.direct_passthrough = False
    answer.set_data(_gzipped(answer.get_data()))
    answer.headers["Content-Encoding"] = "gzip"
    return answer


@lru_cache(maxsize=128)
def _gzipped(content: bytes) -> bytes:
    return gzip.compress(content, 9, mtime=0)
