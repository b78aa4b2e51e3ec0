"""Members as keyed hashes: who has the database alone cannot tell who voted."""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
import tempfile
from contextlib import suppress
from pathlib import Path

from bot.storage.errors import StorageError

KEY_FILE = "identity.key"
_KEY_BYTES = 32


class Identity:
    """Turns member ids into hashes with a secret key of this installation.

    Processes that share a database must share the key file too, or a member counts once in each of them.
    """

    def __init__(self, key: bytes) -> None:
        self._key = key

    @classmethod
    def open(cls, data_dir: Path) -> Identity:
        """Read the key from ``identity.key`` in the data directory; the first start makes it.

        Raises:
            StorageError: if the file can be neither read nor made, or is no key.
        """
        path = data_dir / KEY_FILE
        try:
            key = _read(path) or _make(path)
        except OSError as error:
            raise StorageError(
                f"{path}: the key for members' hashes cannot be read or made ({error.strerror}): "
                "check the folder's permissions, or name another with FACTBOT_DATA_DIR"
            ) from error
        if len(key) != _KEY_BYTES:
            raise StorageError(
                f"{path}: it has {len(key)} bytes, and a key has {_KEY_BYTES}: restore it from a copy, or delete it "
                "and lose who has voted"
            )
        return cls(key)

    def member(self, user_id: int) -> str:
        """32 hex digits that stand for a member; the same for the same key and member, and not to be turned back."""
        return hmac.new(self._key, b"member:%d" % user_id, hashlib.sha256).hexdigest()[:32]


def _read(path: Path) -> bytes | None:
    try:
        if path.stat().st_mode & 0o077:
            path.chmod(0o600)
        return path.read_bytes()
    except FileNotFoundError:
        return None


def _make(path: Path) -> bytes:
    """Put a new key in place whole; if another process was first, its key counts."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=".identity-")  # mode 0600
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(secrets.token_bytes(_KEY_BYTES))
            file.flush()
            os.fsync(file.fileno())
        with suppress(FileExistsError):
            path.hardlink_to(name)
    finally:
        Path(name).unlink()
    return path.read_bytes()
